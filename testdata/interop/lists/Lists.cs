// Tells for each type that arrays have an item element for what the
// DataContractSerializer does with an array that holds another element too.
using System;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;

static class Lists
{
    const string Arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

    static void Try<T>(string item, string value)
    {
        var xml = $"<L xmlns='{Arrays}'><{item}>{value}</{item}><other/></L>";
        var serializer = new DataContractSerializer(typeof(T[]), "L", Arrays);
        var bytes = Encoding.UTF8.GetBytes(xml);
        using (var reader = XmlDictionaryReader.CreateTextReader(bytes, XmlDictionaryReaderQuotas.Max))
        {
            string outcome;
            try
            {
                outcome = "drops, keeps " + ((T[])serializer.ReadObject(reader)).Length;
            }
            catch (SerializationException)
            {
                outcome = "refuses";
            }
            Console.WriteLine($"{item}: {outcome}");
        }
    }

    // An array of bytes is none of elements, but base64Binary.
    static void Main()
    {
        Try<bool>("boolean", "true");
        Try<sbyte>("byte", "1");
        Try<short>("short", "1");
        Try<int>("int", "1");
        Try<long>("long", "1");
        Try<ushort>("unsignedShort", "1");
        Try<uint>("unsignedInt", "1");
        Try<ulong>("unsignedLong", "1");
        Try<float>("float", "1");
        Try<double>("double", "1");
        Try<decimal>("decimal", "1");
        Try<DateTime>("dateTime", "2026-01-01T00:00:00");
        Try<TimeSpan>("duration", "PT1S");
        Try<string>("string", "x");
        Try<Guid>("guid", "00000000-0000-0000-0000-000000000000");
        Try<byte[]>("base64Binary", "AA==");
        Try<object>("anyType", "");
    }
}
