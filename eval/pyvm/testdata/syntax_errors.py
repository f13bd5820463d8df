for src in [" x = 1", "x = 'abc", "x = = 1", "a\nx = = 1", "a\n x = 1", "f(", "if 1:\nx", "return 1", "x = 1\nbreak", "\n\n x", "é = = 1", "é = 'abc", "def f(:\n  pass\n"]:
    for mode in ("exec","eval"):
        try: compile(src,"<s>",mode)
        except SyntaxError as e: print(repr(src), mode, e.msg, e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset)
