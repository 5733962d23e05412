namespace Baton.Integrations.Outgoing;

/// <summary>The gate does not let a call out; the message says why, and which setting would.</summary>
/// <param name="message">A sentence for whoever wrote the workflow; it does not tell what a name leads to.</param>
/// <param name="isOfAddress">Whether the address is well-formed and leads where calls do not go; otherwise it is none that is called at all.</param>
public sealed class OutgoingRefusedException(string message, bool isOfAddress) : Exception(message)
{
    public bool IsOfAddress { get; } = isOfAddress;
}
