#!/usr/bin/env python3
"""Draws a sample to be judged by hand, and prints it as a table without verdicts.

  draw.py differences --scorer SCORE.PY --truth FOLDER --count 100 --seed 1 NAME=OPENAPI_FOLDER...
  draw.py constraints --count 200 --seed 1 NAME=OPENAPI_FOLDER...

Each folder holds the documents that `specwright openapi` wrote of one set of pages. The same
documents, seed and count give the same rows. The name of a set of which constraints are drawn is
where its folders of pages lie below the corpus.
"""
import argparse
import importlib.util
import json
import pathlib
import random
import sys


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


def resolved(schema, document):
    """A schema in the place of its reference, and the reference."""
    reference = (schema or {}).get('$ref')
    return (document['components']['schemas'][reference.rsplit('/', 1)[-1]], reference) if reference else (schema, None)


def bounds(schema, least, most):
    low, high = schema.get(least), schema.get(most)
    if low is None and high is None:
        return None
    return f'{"" if low is None else low}..' + ('' if high is None else f'={high}')


def plain(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def stated(schema):
    """(kind, value) of every constraint of one field, written as in `ir.yaml`; those of a list hold for its items, too."""
    item = schema.get('items') if isinstance(schema.get('items'), dict) else {}
    each = {**item, **schema}
    found = {
        'default': json.dumps(schema['default'], ensure_ascii=False) if 'default' in schema else None,
        'range': bounds(each, 'minimum', 'maximum'),
        'length': bounds(each, 'minLength', 'maxLength'),
        'items': bounds(schema, 'minItems', 'maxItems'),
        'pattern': each.get('pattern'),
        'values': '|'.join(plain(value) for value in each['enum'] if value is not None) if 'enum' in each else None,
        'deprecated': 'true' if schema.get('deprecated') else None,
        'nullable': 'true' if isinstance(schema.get('type'), list) else None,
    }
    return [(kind, value) for kind, value in found.items() if value is not None]


def fields(schema, document, seen):
    """(name, kind, value) of every constraint below a schema; each structure once."""
    schema, reference = resolved(schema, document)
    if not isinstance(schema, dict) or reference in seen:
        return
    seen = seen | {reference} if reference else seen
    for name, below in (schema.get('properties') or {}).items():
        yield from ((name, *fact) for fact in stated(below))
        yield from fields(below, document, seen)
    for part in ('items', 'additionalProperties'):
        yield from fields(schema.get(part), document, seen)
    for part in ('oneOf', 'anyOf', 'allOf'):
        for below in schema.get(part) or []:
            yield from fields(below, document, seen)


def constraints(args):
    for name, folder in args.sets:
        for path in sorted(folder.glob('*.json')):
            document = json.loads(path.read_text(encoding='utf-8'))
            operations = [operation for methods in document.get('paths', {}).values() for operation in methods.values()]
            for operation in operations:
                if not isinstance(operation, dict):
                    continue
                page = operation.get('x-page', '')
                # A document of one page is called as the page is.
                page = f'{name}/{page}' if page == path.stem else f'{name}/{path.stem}/{page}'
                bodies = [operation.get('requestBody', {}), *operation.get('responses', {}).values()]
                schemas = [content.get('schema') for body in bodies for content in body.get('content', {}).values()]
                for parameter in operation.get('parameters', []):
                    schemas.append({'properties': {parameter['name']: {
                        **parameter.get('schema', {}), 'deprecated': parameter.get('deprecated', False)}}})
                for schema in schemas:
                    yield from ((page, *row) for row in fields(schema, document, frozenset()))


def shares(rows, count, chance):
    """As many rows of every kind, and those of scarce kinds whole."""
    kinds = {}
    for row in rows:
        kinds.setdefault(row[2], []).append(row)
    drawn = []
    for left, (_, of_kind) in zip(range(len(kinds), 0, -1), sorted(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))):
        drawn += chance.sample(of_kind, min((count - len(drawn)) // left, len(of_kind)))
    return drawn


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
        'constraints': (('page', 'field', 'kind', 'value'), constraints),
    }[args.what]
    rows = sorted(set(rows(args)))
    chance = random.Random(args.seed)
    is_share = args.what == 'constraints'
    drawn = shares(rows, args.count, chance) if is_share else chance.sample(rows, min(args.count, len(rows)))
    print('\t'.join((*heads, 'verdict')))
    for row in sorted(drawn):
        print('\t'.join(cell.replace('\t', ' ').replace('\n', ' ') for cell in (*row, '')))
    print(f'{len(drawn)} of {len(rows)}', file=sys.stderr)


if __name__ == '__main__':
    main()
