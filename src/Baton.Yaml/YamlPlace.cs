namespace Baton.Yaml;

/// <summary>What of a YAML text a field or an item is: places in the text, in characters from 0, ends exclusive.</summary>
/// <param name="NameStart">Where the field's name starts; null for an item.</param>
/// <param name="NameEnd">Where the name ends; of an item where its value starts.</param>
/// <param name="ValueStart">Where the value starts: the scalar, the alias, or what the mapping or sequence begins with.</param>
/// <param name="ValueEnd">Where the scalar or alias ends; of a mapping or sequence where it starts.</param>
/// <param name="IsInFlow">Whether it stands between braces or brackets, so that commas part it from what is beside it.</param>
public readonly record struct YamlPlace(int? NameStart, int NameEnd, int ValueStart, int ValueEnd, bool IsInFlow);
