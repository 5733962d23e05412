using System.Security.Cryptography;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>The functions on texts.</summary>
internal static class TextFunctions
{
    public static JsonData Base64Encode(IntrinsicInput input)
    {
        var text = IntrinsicInput.Bounded(input.Text(0));
        input.Budget.Allocate(8L * text.Length);
        return JsonData.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Padding may be missing; white space and other strangers are refused.</summary>
    public static JsonData Base64Decode(IntrinsicInput input)
    {
        var text = IntrinsicInput.Bounded(input.Text(0)).TrimEnd('=');
        if (text.Length % 4 == 1 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')) throw new IntrinsicException();
        return JsonData.Of(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))));
    }

    /// <summary>What is no string is hashed as its JSON text.</summary>
    public static JsonData Hash(IntrinsicInput input)
    {
        var value = input.Values[0];
        var bytes = Encoding.UTF8.GetBytes(IntrinsicInput.Bounded(value is JsonString text ? text.Value : value.ToString()));
        input.Budget.Spend(1 + bytes.Length / 64);
#pragma warning disable CA5350, CA5351 // The language offers these algorithms; users choose them to match other systems, not for secrecy.
        var hash = input.Text(1) switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw new IntrinsicException(),
        };
#pragma warning restore CA5350, CA5351
        return JsonData.Of(Convert.ToHexStringLower(hash));
    }

    /// <summary>Each character of the second argument ends a part; empty parts are left out.</summary>
    public static JsonData Split(IntrinsicInput input)
    {
        var text = input.Text(0);
        var delimiters = input.Text(1).EnumerateRunes().ToHashSet();
        var parts = new List<JsonData>();
        var start = 0;
        var position = 0;
        input.Budget.Allocate(4L * text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (delimiters.Contains(rune))
            {
                Add(start, position);
                start = position + rune.Utf16SequenceLength;
            }
            position += rune.Utf16SequenceLength;
        }
        Add(start, text.Length);
        return new JsonArray(parts);

        void Add(int from, int to)
        {
            if (to <= from) return;
            input.Budget.Allocate(32);
            parts.Add(JsonData.Of(text[from..to]));
        }
    }

    public static JsonData Uuid(IntrinsicInput input) => JsonData.Of(input.Randomness.NextUuid().ToString());
}
