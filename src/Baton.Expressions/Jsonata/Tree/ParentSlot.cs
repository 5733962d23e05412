namespace Baton.Expressions.Jsonata;

/// <summary>A <c>%</c> on its way to the step whose start it means.</summary>
internal sealed class ParentSlot(string label)
{
    /// <summary>The hidden variable that holds the parent; steps with several seekers share one.</summary>
    public string Label { get; set; } = label;

    /// <summary>How many steps are still to go back.</summary>
    public int Level { get; set; } = 1;
}
