"""Whether a text is a whole statement."""


def compile_command(source, filename='<input>', symbol='single'):
    for line in source.split('\n'):
        line = line.strip()
        if line and line[0] != '#':
            break
    else:
        if symbol != 'eval':
            source = 'pass'
    try:
        return compile(source, filename, 'exec' if symbol == 'single' else symbol)
    except SyntaxError as e:
        if 'was never closed' in str(e) or 'unexpected EOF' in str(e) or 'expected an indented block' in str(e) or 'unterminated triple' in str(e):
            return None
        raise


class CommandCompiler:
    def __call__(self, source, filename='<input>', symbol='single'):
        return compile_command(source, filename, symbol)


Compile = CommandCompiler
