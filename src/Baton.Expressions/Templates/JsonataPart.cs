using Baton.Expressions.Jsonata;
using Baton.Json;

namespace Baton.Expressions;

/// <summary>A part of a value with JSONata expressions.</summary>
internal abstract class JsonataPart
{
    public abstract JsonData Evaluate(EvaluationContext context);

    /// <summary>A part without an expression.</summary>
    internal sealed class Constant(JsonData value) : JsonataPart
    {
        public override JsonData Evaluate(EvaluationContext context) => value;

        public override string ToString() => value.ToString();
    }

    /// <summary>An array with an expression inside.</summary>
    internal sealed class Array(JsonataPart[] items) : JsonataPart
    {
        public override JsonData Evaluate(EvaluationContext context)
        {
            context.Budget.Allocate(8L * items.Length);
            var result = new JsonData[items.Length];
            for (var i = 0; i < result.Length; i++) result[i] = items[i].Evaluate(context);
            return new JsonArray(result);
        }
    }

    /// <summary>An object with an expression inside.</summary>
    internal sealed class Object(KeyValuePair<string, JsonataPart>[] properties) : JsonataPart
    {
        public override JsonData Evaluate(EvaluationContext context)
        {
            context.Budget.Allocate(16L * properties.Length);
            var result = new JsonObject.Builder(properties.Length);
            foreach (var (name, value) in properties) result.Set(name, value.Evaluate(context));
            return result.Build();
        }
    }

    /// <summary>An expression. What it fails with is worded as Step Functions words it.</summary>
    internal sealed class Expression(string text, JsonataExpression expression, JsonataPlace place) : JsonataPart
    {
        public string Text => text;

        public override JsonData Evaluate(EvaluationContext context)
        {
            var result = Run(context);
            return result.Kind switch
            {
                JsonataResultKind.Json => result.Value!,
                JsonataResultKind.Function => throw Failure(JsonataErrors.FunctionResult, "returned an unsupported result type."),
                _ => throw Failure(JsonataTemplate.NothingReturned, "returned nothing (undefined)."),
            };
        }

        public override string ToString() => text;

        private JsonataResult Run(EvaluationContext context)
        {
            try
            {
                return expression.Run(context);
            }
            catch (ExpressionException e) when (e.Code == JsonataErrors.FunctionResult)
            {
                throw Failure(e.Code, "returned an unsupported result type.");
            }
            catch (ExpressionException e)
            {
                // The codes of the language are shown, ours are not.
                var reason = e.Code is [_, >= '0' and <= '9', ..] ? $". {e.Code}: {e.Message}" : $": {e.Message}";
                throw Failure(e.Code, "threw an error during evaluation" + reason, e);
            }
        }

        private ExpressionException Failure(string code, string what, ExpressionException? cause = null) =>
            new(code, $"The JSONata expression '{text}' specified for the field '{place}' {what}", cause?.Position)
            {
                Token = cause?.Token,
                Field = place.Path.TrimStart('/'),
            };
    }
}
