using Baton.LanguageReference;

// language-reference ROOT: writes docs/reference/language.md of the repository at ROOT; tells what no test proves.
var (text, faults) = ReferencePage.Build(args[0]);
await File.WriteAllTextAsync(Path.Combine(args[0], ReferencePage.Path), text);
foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
return faults.Count == 0 ? 0 : 1;
