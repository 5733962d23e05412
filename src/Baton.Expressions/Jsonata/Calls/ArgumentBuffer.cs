using System.Runtime.CompilerServices;

namespace Baton.Expressions.Jsonata;

/// <summary>Room on the stack for the arguments of a call; longer lists go to the heap.</summary>
[InlineArray(Size)]
internal struct ArgumentBuffer
{
    public const int Size = 6;

    private object? _first;
}
