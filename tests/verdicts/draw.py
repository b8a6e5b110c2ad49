#!/usr/bin/env python3
"""Draws a sample to be judged by hand, and prints it as a table without verdicts.

  draw.py differences --scorer SCORE.PY --truth FOLDER --count 100 --seed 1 NAME=OPENAPI_FOLDER...
  draw.py constraints --count 200 --seed 1 NAME=OPENAPI_FOLDER...

Each folder holds the documents that `specwright openapi` wrote of one set of pages. The same
documents, seed and count give the same rows.
"""
import argparse
import importlib.util
import json
import pathlib
import random
import sys

CONSTRAINTS = ('enum', 'default', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern')


def scorer(path):
    spec = importlib.util.spec_from_file_location('scorer', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differences(args):
    module = scorer(args.scorer)
    for name, folder in args.sets:
        result = module.run(args.truth, [str(folder)], [])
        for kind, rows in result['diffs'].items():
            for label, (location, pointer), what in rows:
                yield name, label, kind, location, pointer or '(root)', str(what)


def facts(schema, pointer, name):
    """(pointer, kind, value) of every constraint in a schema written in place."""
    if not isinstance(schema, dict):
        return
    for kind in CONSTRAINTS:
        if kind in schema:
            yield pointer, name, kind, json.dumps(schema[kind], ensure_ascii=False)
    for key, below in (schema.get('properties') or {}).items():
        yield from facts(below, pointer, f'{name}.{key}' if name else key)
    for part in ('items', 'additionalProperties'):
        yield from facts(schema.get(part), pointer, name)
    for part in ('oneOf', 'anyOf', 'allOf'):
        for below in schema.get(part) or []:
            yield from facts(below, pointer, name)


def constraints(args):
    for name, folder in args.sets:
        for path in sorted(folder.glob('*.json')):
            document = json.loads(path.read_text(encoding='utf-8'))
            for route, methods in document.get('paths', {}).items():
                for method, operation in methods.items():
                    if not isinstance(operation, dict):
                        continue
                    for parameter in operation.get('parameters', []):
                        where = f'{path.stem} {operation.get("operationId", method + " " + route)}'
                        for row in facts(parameter.get('schema'), where, parameter.get('name', '')):
                            yield (name, *row)
            for type_name, schema in document.get('components', {}).get('schemas', {}).items():
                for row in facts(schema, f'{path.stem} {type_name}', ''):
                    yield (name, *row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('what', choices=['differences', 'constraints'])
    parser.add_argument('--scorer')
    parser.add_argument('--truth')
    parser.add_argument('--count', type=int, required=True)
    parser.add_argument('--seed', type=int, required=True)
    parser.add_argument('sets', nargs='+', metavar='NAME=FOLDER')
    args = parser.parse_args()
    args.sets = [(name, pathlib.Path(folder)) for name, folder in (pair.split('=', 1) for pair in args.sets)]
    heads, rows = {
        'differences': (('set', 'operation', 'kind', 'location', 'pointer', 'what'), differences),
        'constraints': (('set', 'place', 'field', 'kind', 'value'), constraints),
    }[args.what]
    rows = sorted(set(rows(args)))
    drawn = random.Random(args.seed).sample(rows, min(args.count, len(rows)))
    print('\t'.join((*heads, 'verdict')))
    for row in sorted(drawn):
        print('\t'.join(cell.replace('\t', ' ').replace('\n', ' ') for cell in (*row, '')))
    print(f'{len(drawn)} of {len(rows)}', file=sys.stderr)


if __name__ == '__main__':
    main()
