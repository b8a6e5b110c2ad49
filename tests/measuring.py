"""What `speed`, `compile-cost`, `compile-peers` and `whole-cloud` have in common: projects of their own, and what processes cost."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/specwright"


def build_program():
    subprocess.run(["cargo", "build", "--release", "--package", "specwright"], cwd=ROOT, check=True)


def new_service(project, service):
    """The folder of a service of a project that is made for a measurement."""
    folder = project / "specs" / service
    folder.mkdir(parents=True)
    url = f"https://{service.replace('_', '-')}.example.com"
    (folder / "service.yaml").write_text(f"title: {service}\ncredentials: [basic]\nendpoints: {{global: '{url}'}}\n")
    (project / "specwright.toml").touch()
    return folder


def lone_workspace(folder, members=("generated",)):
    """Makes an emitted crate a workspace of its own, with this project's versions, profiles and lints."""
    manifest = (ROOT / "Cargo.toml").read_text()
    manifest = re.sub(r"(?m)^members = .*", f"members = {list(members)}", manifest)
    manifest = re.sub(r"(?m)^default-members.*\n", "", manifest)
    manifest = re.sub(r'path = "(runtime|generator)"', rf'path = "{ROOT}/\1"', manifest)
    manifest += f'\n[patch.crates-io]\nspecwright-runtime = {{ path = "{ROOT}/runtime" }}\n'
    (folder / "Cargo.toml").write_text(manifest)
    shutil.copy(ROOT / "Cargo.lock", folder)


def compiled(command, folder, target, flags=""):
    """Compiles the sources in a folder again: processor seconds, peak bytes, and what the compiler says if it fails."""
    for file in folder.rglob("src/**/*.rs"):
        file.touch()
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "RUSTFLAGS": flags}
    child = subprocess.Popen(["cargo", *command, "--quiet"], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    seconds, peak, code = spent(child)
    return seconds, peak, (said or f"cargo ends with {code}") if code else ""


def spent(child):
    """What a process has cost at its end: processor seconds, peak bytes, and the code it ends with."""
    _, status, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)
