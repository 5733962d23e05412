using Baton.Language.Parsing;

namespace Baton.Language.Validation;

/// <summary>A rule about how states hang together.</summary>
internal interface IRule
{
    void Check(ScopeOutline machine, Findings findings);
}
