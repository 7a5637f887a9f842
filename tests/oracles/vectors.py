"""Every vector's description is valid under the schema, and none is gone.

Run from the root of the project, with jsonschema installed: python3 tests/oracles/vectors.py
"""

import json
import pathlib
import sys

import jsonschema

VECTORS = pathlib.Path("tests/suite/vectors")


def main():
    schema = json.loads((VECTORS / "vector.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted(VECTORS.glob("*/*.json"))
    wrong = 0
    for path in paths:
        for error in validator.iter_errors(json.loads(path.read_text())):
            wrong += 1
            print(f"{path}: {error.message}")
    print(f"{len(paths)} vectors, {wrong} faults")
    return 1 if wrong or len(paths) < 721 else 0


if __name__ == "__main__":
    sys.exit(main())
