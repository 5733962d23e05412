namespace Baton.Expressions.Jsonata;

/// <summary>The names of months and days.</summary>
internal static class DateTimeNames
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>The names of a component, the first for the value 1; null for a component that has none.</summary>
    public static string[]? Of(char component) => component switch
    {
        'M' or 'x' => Months,
        'F' => Days,
        _ => null,
    };
}
