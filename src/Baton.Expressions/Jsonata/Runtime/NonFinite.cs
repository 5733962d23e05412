namespace Baton.Expressions.Jsonata;

/// <summary>A number that JSON cannot write (an infinity or NaN): it may come up on the way, but not come out.</summary>
internal sealed class NonFinite(double value)
{
    public double Value { get; } = value;

    public bool IsNaN => double.IsNaN(Value);
}
