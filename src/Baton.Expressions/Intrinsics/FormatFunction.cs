using System.Text;
using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary><c>States.Format</c>: puts values into the <c>{}</c> of a template.</summary>
internal static class FormatFunction
{
    public static JsonData Format(IntrinsicInput input)
    {
        var template = input.Source(0);
        var result = new StringBuilder(template.Length);
        var next = 1;
        for (var i = 0; i < template.Length; i++)
        {
            switch (template[i])
            {
                case '\\':
                    if (++i == template.Length || template[i] is not ('\'' or '{' or '}' or '\\'))
                    {
                        throw new IntrinsicException("Invalid template in States.Format: a backslash escapes only ' { } and itself.");
                    }
                    result.Append(template[i]);
                    break;
                case '{':
                    if (++i == template.Length || template[i] != '}') throw new IntrinsicException("Invalid template in States.Format: matching '}' not found for '{'.");
                    if (next == input.Count) throw CountDiffers();
                    var value = JavaText.Of(input.Values[next++]);
                    input.Budget.Allocate(2L * value.Length);
                    result.Append(value);
                    break;
                default:
                    result.Append(template[i]);
                    break;
            }
        }
        input.Budget.Allocate(2L * template.Length);
        return next == input.Count ? JsonData.Of(result.ToString()) : throw CountDiffers();
    }

    private static IntrinsicException CountDiffers() =>
        new("Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.");
}
