"""Prints the index of the first line of each definition of a file, and the number of its lines as of inspect.getblock."""
import ast
import inspect
import linecache
import sys

lines = linecache.getlines(sys.argv[1])
for node in ast.walk(ast.parse("".join(lines))):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        print(first - 1, len(inspect.getblock(lines[first - 1:])))
    elif isinstance(node, ast.Lambda):
        try:
            print(node.lineno - 1, len(inspect.getblock(lines[node.lineno - 1:])))
        except Exception:
            pass
