using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.People;

/// <summary>The arguments of the integrations with people, as far as a definition shows them.</summary>
internal static class PeopleRequests
{
    /// <returns>What is wrong; null where the service is another one.</returns>
    public static IReadOnlyList<ArgumentFault>? Check(TaskResource.Service service, JsonObject arguments, bool isJsonata)
    {
        var given = (JsonObject)Arguments.Opened(arguments, isJsonata);
        return service.ServiceName switch
        {
            "human" => HumanTaskRequest.Read(given).Faults,
            "email" => EmailRequest.Read(given).Faults,
            "case" => CaseUpdateRequest.Read(given).Faults,
            _ => null,
        };
    }
}
