namespace Baton.Expressions.Jsonata;

/// <summary>Finds, for each <c>%</c>, the step whose start it means.</summary>
internal static class Ancestry
{
    /// <summary>Hands the parents that a part still looks for to what the part belongs to.</summary>
    public static void Pass(Expr part, Expr whole)
    {
        if (part.SeekingParent is null && part is not Expr.Parent) return;
        var slots = part.SeekingParent ?? [];
        if (part is Expr.Parent parent) slots.Add(parent.Slot);
        if (whole.SeekingParent is null) whole.SeekingParent = slots;
        else whole.SeekingParent.AddRange(slots);
    }

    /// <summary>Goes back along a path for what its last step looks for; what lies before the path is left to what the path belongs to.</summary>
    public static void Resolve(Expr.Path path)
    {
        var last = path.Steps[^1];
        List<ParentSlot> slots = last.SeekingParent ?? [];
        if (last is Expr.Parent parent) slots.Add(parent.Slot);
        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            var at = path.Steps.Count - 2;
            while (slot.Level > 0)
            {
                if (at < 0)
                {
                    (path.SeekingParent ??= []).Add(slot);
                    break;
                }
                var step = path.Steps[at--];
                // Several steps in a row that bind the focus start from the same place.
                while (at >= 0 && step.Focus is not null && path.Steps[at].Focus is not null) step = path.Steps[at--];
                Seek(step, slot);
            }
        }
    }

    /// <summary>Takes one step back with a slot; at the step that is meant, ties the two.</summary>
    public static void Seek(Expr step, ParentSlot slot)
    {
        switch (step)
        {
            case Expr.Name or Expr.Wildcard:
                slot.Level--;
                if (slot.Level == 0) Tie(step, slot);
                break;
            case Expr.Parent:
                slot.Level++;
                break;
            case Expr.Block block:
                if (block.Expressions.Count == 0) break;
                block.IsTuple = true;
                Seek(block.Expressions[^1], slot);
                break;
            case Expr.Path path:
                path.IsTuple = true;
                for (var at = path.Steps.Count - 1; at >= 0 && (slot.Level > 0 || at == path.Steps.Count - 1); at--) Seek(path.Steps[at], slot);
                break;
            default:
                throw new Fault("S0217") { Token = step.TypeName, Position = step.Position };
        }
    }

    private static void Tie(Expr step, ParentSlot slot)
    {
        if (step.Ancestor is not null) slot.Label = step.Ancestor.Label;
        step.Ancestor = slot;
        step.IsTuple = true;
    }
}
