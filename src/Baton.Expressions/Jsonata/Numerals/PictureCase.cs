namespace Baton.Expressions.Jsonata;

/// <summary>How a picture wants letters.</summary>
internal enum PictureCase
{
    Lower,
    Title,
    Upper,
}
