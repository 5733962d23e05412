using System.Collections;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Runs a program over a text by backtracking, without recursion. Every step is paid for, so that no pattern runs longer than
/// the evaluation may. A search that goes back a lot starts to remember the places where it failed, after which it takes
/// time proportional to the length of the text.
/// </summary>
internal sealed class RegexMatcher(RegexProgram program, string text, Machine machine)
{
    private const int StepsPerReport = 256;

    /// <summary>More marks than this are not kept; the search then goes on without.</summary>
    private const long MarksMax = 1L << 27;

    private const int Unset = -1;

    private readonly RegexInstruction[] _code = program.Code;
    private readonly int[] _registers = new int[program.RegisterCount];
    private RegexBacktrack[] _stack = new RegexBacktrack[16];
    private int _height;
    private int _untilReport = StepsPerReport;
    private long _untilMarking = (8L * text.Length) + 4096;
    private BitArray? _marks;

    /// <summary>Finds the first match at or after a place.</summary>
    /// <returns>Where each group starts and ends, -1 for a group that took no part; null where there is no match.</returns>
    public int[]? Find(int from)
    {
        for (var start = program.NextStart(text, from); start >= 0; start = program.NextStart(text, start + 1))
        {
            Array.Fill(_registers, Unset);
            _height = 0;
            if (Run(0, start)) return _registers[..(program.GroupCount * 2)];
        }
        machine.Spend(StepsPerReport - _untilReport);
        return null;
    }

    /// <summary>Runs from an instruction and a place until it matches or nothing is left to try above the present height.</summary>
    private bool Run(int at, int place)
    {
        var floor = _height;
        while (true)
        {
            Pay(1);
            ref readonly var instruction = ref _code[at];
            switch (instruction.Op)
            {
                case RegexOp.Set:
                    if (Takes(instruction, ref place)) at++;
                    else at = Unset;
                    break;
                case RegexOp.GreedyLoop or RegexOp.LazyLoop:
                    at = Loop(instruction, at, ref place);
                    break;
                case RegexOp.Split:
                    at = IsMarked(at, place) ? Unset : Push(RegexBacktrack.Branch(instruction.B, place), instruction.A);
                    break;
                case RegexOp.Jump:
                    at = instruction.A;
                    break;
                case RegexOp.Done:
                    return true;
                case RegexOp.Look:
                    at = Look(instruction, at, place);
                    break;
                case RegexOp.NegativeLook:
                    at = NegativeLook(instruction, at, place);
                    break;
                case RegexOp.Count:
                    at = Count(instruction.Counter!, at, place);
                    break;
                case RegexOp.Backreference:
                    at = TakesBack(instruction, ref place) ? at + 1 : Unset;
                    break;
                default:
                    at = Simple(instruction, place) ? at + 1 : Unset;
                    break;
            }
            if (at == Unset && !GoBack(floor, out at, out place)) return false;
        }
    }

    /// <summary>What takes no characters: registers and assertions.</summary>
    private bool Simple(in RegexInstruction instruction, int place)
    {
        switch (instruction.Op)
        {
            case RegexOp.Save:
                Set(instruction.A, place);
                return true;
            case RegexOp.Zero:
                Set(instruction.A, 0);
                return true;
            case RegexOp.Clear:
                for (var register = instruction.A; register < instruction.B; register++) Set(register, Unset);
                return true;
            case RegexOp.MustMove:
                return _registers[instruction.A] != place;
            case RegexOp.TextStart:
                return place == 0;
            case RegexOp.TextEnd:
                return place == text.Length;
            case RegexOp.LineStart:
                return place == 0 || CharSet.LineEnds.Contains(text[place - 1]);
            case RegexOp.LineEnd:
                return place == text.Length || CharSet.LineEnds.Contains(text[place]);
            default:
                return IsWordBoundary(place) == (instruction.Op == RegexOp.WordBoundary);
        }
    }

    private bool Takes(in RegexInstruction instruction, ref int place)
    {
        var at = instruction.IsBackward ? place - 1 : place;
        if ((uint)at >= (uint)text.Length || !instruction.Chars!.Contains(text[at])) return false;
        place = instruction.IsBackward ? at : at + 1;
        return true;
    }

    private int Loop(in RegexInstruction instruction, int at, ref int place)
    {
        var isGreedy = instruction.Op == RegexOp.GreedyLoop;
        // While the search remembers, an unbounded loop goes character by character, so that each place is marked.
        var isMarked = _marks is not null && instruction is { A: <= 1, B: RegexTree.Unbounded };
        var most = isGreedy && !isMarked ? instruction.B : instruction.A;
        var taken = 0;
        while (taken < most && Takes(instruction, ref place)) taken++;
        Pay(taken / 8);
        if (taken < instruction.A) return Unset;
        if (isMarked) return isGreedy ? TakeMarked(at, place) : LeaveMarked(at, place);
        return Push(RegexBacktrack.Loop(at, place, isGreedy ? taken - instruction.A : instruction.B - taken), at + 1);
    }

    /// <summary>A greedy loop that is marked takes all it can; it may be left at each place, the last one first.</summary>
    private int TakeMarked(int at, int place)
    {
        while (!IsMarked(at, place))
        {
            Pay(1);
            Push(RegexBacktrack.Branch(at + 1, place), at);
            if (!Takes(_code[at], ref place)) break;
        }
        return Unset;
    }

    /// <summary>A lazy loop that is marked is left at once, and may later take one more.</summary>
    private int LeaveMarked(int at, int place) => IsMarked(at, place) ? Unset : Push(RegexBacktrack.OneMore(at, place), at + 1);

    private int Count(RegexCounter counter, int at, int place)
    {
        var count = _registers[counter.Register];
        // Beyond the least number, an iteration that took nothing fails; the first one has not started yet.
        if (count > counter.Least && _registers[counter.Start] == place) return Unset;
        var mayRun = count < counter.Most;
        if (count >= counter.Least && (!mayRun || !counter.IsGreedy))
        {
            if (mayRun) Push(RegexBacktrack.Iterate(at, place), at);
            return counter.Exit;
        }
        if (count >= counter.Least) Push(RegexBacktrack.Branch(counter.Exit, place), at);
        return Iterate(counter, at, place);
    }

    private int Iterate(RegexCounter counter, int at, int place)
    {
        Set(counter.Register, _registers[counter.Register] + 1);
        Set(counter.Start, place);
        return at + 1;
    }

    private int Look(in RegexInstruction instruction, int at, int place)
    {
        var floor = _height;
        if (!Run(at + 1, place)) return Unset;
        ForgetBranches(floor);
        return instruction.A;
    }

    private int NegativeLook(in RegexInstruction instruction, int at, int place)
    {
        var floor = _height;
        if (!Run(at + 1, place)) return instruction.A;
        while (_height > floor)
        {
            var entry = _stack[--_height];
            if (entry.Kind == RegexBacktrackKind.Restore) _registers[entry.A] = entry.B;
        }
        return Unset;
    }

    private bool TakesBack(in RegexInstruction instruction, ref int place)
    {
        var start = _registers[instruction.A * 2];
        var end = _registers[(instruction.A * 2) + 1];
        if (start < 0 || end < 0) return true; // a group that took no part is as good as empty
        var length = end - start;
        var at = instruction.IsBackward ? place - length : place;
        if (at < 0 || at + length > text.Length) return false;
        Pay(length / 8);
        for (var i = 0; i < length; i++)
        {
            if (!program.AreSame(text[start + i], text[at + i])) return false;
        }
        place = instruction.IsBackward ? at : at + length;
        return true;
    }

    /// <summary>Undoes what was done since the last choice above the floor, and takes the other way there.</summary>
    private bool GoBack(int floor, out int at, out int place)
    {
        while (_height > floor)
        {
            ref var entry = ref _stack[_height - 1];
            switch (entry.Kind)
            {
                case RegexBacktrackKind.Restore:
                    _registers[entry.A] = entry.B;
                    _height--;
                    continue;
                case RegexBacktrackKind.Branch:
                    (at, place) = (entry.A, entry.B);
                    _height--;
                    return true;
                case RegexBacktrackKind.Loop when !TryResume(ref entry):
                    _height--;
                    continue;
                case RegexBacktrackKind.Loop:
                    (at, place) = (entry.A + 1, entry.B);
                    return true;
                case RegexBacktrackKind.Iterate:
                    (var loop, place) = (entry.A, entry.B);
                    _height--;
                    at = Iterate(_code[loop].Counter!, loop, place);
                    return true;
            }
            if (TakeOneMore(out at, out place)) return true;
        }
        (at, place) = (Unset, Unset);
        return false;
    }

    /// <summary>A greedy loop gives a character back, a lazy one takes one more.</summary>
    private bool TryResume(ref RegexBacktrack entry)
    {
        if (entry.C == 0) return false;
        ref readonly var instruction = ref _code[entry.A];
        var place = entry.B;
        if (instruction.Op == RegexOp.GreedyLoop) place += instruction.IsBackward ? 1 : -1;
        else if (!Takes(instruction, ref place)) return false;
        entry = RegexBacktrack.Loop(entry.A, place, entry.C - 1);
        return true;
    }

    private bool TakeOneMore(out int at, out int place)
    {
        var entry = _stack[--_height];
        place = entry.B;
        at = Takes(_code[entry.A], ref place) ? LeaveMarked(entry.A, place) : Unset;
        return at != Unset;
    }

    private void Set(int register, int value)
    {
        if (_registers[register] == value) return;
        Push(RegexBacktrack.Restore(register, _registers[register]), 0);
        _registers[register] = value;
    }

    private int Push(RegexBacktrack entry, int next)
    {
        if (_height == _stack.Length)
        {
            machine.Allocate((long)_stack.Length * RegexBacktrack.Bytes);
            Array.Resize(ref _stack, _stack.Length * 2);
        }
        _stack[_height++] = entry;
        return next;
    }

    /// <summary>What a look found stays found: only what is to be undone is kept.</summary>
    private void ForgetBranches(int floor)
    {
        var kept = floor;
        for (var i = floor; i < _height; i++)
        {
            if (_stack[i].Kind == RegexBacktrackKind.Restore) _stack[kept++] = _stack[i];
        }
        _height = kept;
    }

    private bool IsWordBoundary(int place) =>
        (place > 0 && CharSet.Words.Contains(text[place - 1])) != (place < text.Length && CharSet.Words.Contains(text[place]));

    /// <summary>Whether this instruction was reached at this place before, and so has failed there; marks it.</summary>
    private bool IsMarked(int at, int place)
    {
        if (_marks is null) return false;
        var mark = (at * (text.Length + 1)) + place;
        if (_marks[mark]) return true;
        _marks[mark] = true;
        return false;
    }

    private void Pay(int steps)
    {
        _untilReport -= steps;
        if (_untilReport > 0) return;
        var spent = StepsPerReport - _untilReport;
        _untilReport = StepsPerReport;
        machine.Spend(spent);
        if (_untilMarking < 0) return;
        _untilMarking -= spent;
        if (_untilMarking >= 0 || !program.IsMemorable) return;
        var marks = (long)_code.Length * (text.Length + 1);
        if (marks > MarksMax) return;
        machine.Allocate(marks / 8);
        _marks = new BitArray((int)marks);
    }
}
