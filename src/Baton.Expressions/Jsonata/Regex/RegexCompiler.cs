namespace Baton.Expressions.Jsonata;

/// <summary>Turns a regular expression into a program for <see cref="RegexMatcher"/>.</summary>
internal sealed class RegexCompiler
{
    /// <summary>Repeated parts are written out as often as they may run up to this many instructions; above, they are counted.</summary>
    private const int WrittenOutMax = 1000;

    /// <summary>A program longer than this is refused.</summary>
    private const int CodeMax = 100_000;

    private readonly List<RegexInstruction> _code = [];
    private int _registers;

    private RegexCompiler(int groupCount) => _registers = groupCount * 2;

    /// <exception cref="Fault">The pattern is none (<see cref="JsonataErrors.InvalidRegex"/>).</exception>
    public static RegexProgram Compile(string pattern, bool ignoreCase, bool multiline)
    {
        var tree = RegexParser.Parse(pattern, ignoreCase, multiline, out var groupCount);
        var compiler = new RegexCompiler(groupCount);
        compiler.Group(0, tree, isBackward: false);
        compiler.Emit(new RegexInstruction(RegexOp.Done));
        return new RegexProgram(pattern, ignoreCase, [.. compiler._code], groupCount, compiler._registers, RegexFirst.Of(tree));
    }

    private void Compile(RegexTree tree, bool isBackward)
    {
        Recursion.Check();
        switch (tree)
        {
            case RegexTree.Set set:
                Emit(new RegexInstruction(RegexOp.Set) { Chars = set.Chars, IsBackward = isBackward });
                break;
            case RegexTree.Sequence sequence:
                foreach (var part in isBackward ? sequence.Parts.Reverse() : sequence.Parts) Compile(part, isBackward);
                break;
            case RegexTree.Choice choice:
                Choice(choice, isBackward);
                break;
            case RegexTree.Group group:
                Group(group.Number, group.Body, isBackward);
                break;
            case RegexTree.Repeat repeat:
                Repeat(repeat, isBackward);
                break;
            case RegexTree.Assertion assertion:
                Emit(new RegexInstruction(assertion.Kind));
                break;
            case RegexTree.Look look:
                Look(look);
                break;
            case RegexTree.Backreference reference:
                Emit(new RegexInstruction(RegexOp.Backreference, reference.Number) { IsBackward = isBackward });
                break;
        }
    }

    private int Emit(RegexInstruction instruction)
    {
        if (_code.Count >= CodeMax) throw RegexParser.Invalid("too large", 0);
        _code.Add(instruction);
        return _code.Count - 1;
    }

    /// <summary>Notes both ends; from right to left the end comes first.</summary>
    private void Group(int number, RegexTree body, bool isBackward)
    {
        Emit(new RegexInstruction(RegexOp.Save, (number * 2) + (isBackward ? 1 : 0)));
        Compile(body, isBackward);
        Emit(new RegexInstruction(RegexOp.Save, (number * 2) + (isBackward ? 0 : 1)));
    }

    private void Choice(RegexTree.Choice choice, bool isBackward)
    {
        var exits = new List<int>();
        for (var i = 0; i < choice.Options.Count; i++)
        {
            var isLast = i == choice.Options.Count - 1;
            var split = isLast ? -1 : Emit(default);
            Compile(choice.Options[i], isBackward);
            if (isLast) break;
            exits.Add(Emit(default));
            _code[split] = new RegexInstruction(RegexOp.Split, split + 1, _code.Count);
        }
        foreach (var exit in exits) _code[exit] = new RegexInstruction(RegexOp.Jump, _code.Count);
    }

    private void Look(RegexTree.Look look)
    {
        var start = Emit(default);
        Compile(look.Body, look.IsBehind);
        Emit(new RegexInstruction(RegexOp.Done));
        _code[start] = new RegexInstruction(look.IsNegative ? RegexOp.NegativeLook : RegexOp.Look, _code.Count);
    }

    private void Repeat(RegexTree.Repeat repeat, bool isBackward)
    {
        if (repeat.Most == 0) return;
        if (repeat.Body is RegexTree.Set set)
        {
            var op = repeat.IsGreedy ? RegexOp.GreedyLoop : RegexOp.LazyLoop;
            Emit(new RegexInstruction(op, repeat.Least, repeat.Most) { Chars = set.Chars, IsBackward = isBackward });
            return;
        }
        var start = _code.Count;
        Compile(repeat.Body, isBackward);
        var size = _code.Count - start;
        _code.RemoveRange(start, size);

        var times = repeat.Most == RegexTree.Unbounded ? (long)repeat.Least + 1 : repeat.Most;
        if (times * (size + 4) <= WrittenOutMax || (times == 1 && size + 4 <= CodeMax)) WrittenOut(repeat, isBackward);
        else Counted(repeat, isBackward);
    }

    private void WrittenOut(RegexTree.Repeat repeat, bool isBackward)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            ClearGroups(repeat);
            Compile(repeat.Body, isBackward);
        }
        if (repeat.Most == RegexTree.Unbounded)
        {
            var split = Emit(default);
            Iteration(repeat, isBackward);
            Emit(new RegexInstruction(RegexOp.Jump, split));
            _code[split] = Split(repeat.IsGreedy, split + 1, _code.Count);
            return;
        }
        var splits = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            splits.Add(Emit(default));
            Iteration(repeat, isBackward);
        }
        foreach (var split in splits) _code[split] = Split(repeat.IsGreedy, split + 1, _code.Count);
    }

    private static RegexInstruction Split(bool isGreedy, int body, int exit) =>
        isGreedy ? new RegexInstruction(RegexOp.Split, body, exit) : new RegexInstruction(RegexOp.Split, exit, body);

    /// <summary>One iteration that need not be: it fails if it takes nothing.</summary>
    private void Iteration(RegexTree.Repeat repeat, bool isBackward)
    {
        var register = _registers++;
        Emit(new RegexInstruction(RegexOp.Save, register));
        ClearGroups(repeat);
        Compile(repeat.Body, isBackward);
        Emit(new RegexInstruction(RegexOp.MustMove, register));
    }

    private void Counted(RegexTree.Repeat repeat, bool isBackward)
    {
        var counter = _registers++;
        var start = _registers++;
        Emit(new RegexInstruction(RegexOp.Zero, counter));
        Emit(new RegexInstruction(RegexOp.Save, start));
        var loop = Emit(default);
        ClearGroups(repeat);
        Compile(repeat.Body, isBackward);
        Emit(new RegexInstruction(RegexOp.Jump, loop));
        _code[loop] = new RegexInstruction(RegexOp.Count)
        {
            Counter = new RegexCounter(counter, start, repeat.Least, repeat.Most, repeat.IsGreedy, _code.Count),
        };
    }

    /// <summary>Each iteration starts with its groups unset.</summary>
    private void ClearGroups(RegexTree.Repeat repeat)
    {
        if (repeat.Groups.From < repeat.Groups.To) Emit(new RegexInstruction(RegexOp.Clear, repeat.Groups.From * 2, repeat.Groups.To * 2));
    }
}
