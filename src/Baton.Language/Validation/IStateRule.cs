using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation;

/// <summary>A rule about one state that was read: what is written, and what it means.</summary>
internal interface IStateRule
{
    void Check(ObjectReader at, State state);
}
