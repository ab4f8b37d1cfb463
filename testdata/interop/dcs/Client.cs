// Makes the calls that stdin asks for, one a line as JSON: operation, header, arguments.
// Prints for each a line of JSON with accounts of what the serializer read: header and
// body, or the fault. Messages look as those of a WCF client do.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;

namespace Interop
{
    class ResponseHeader
    {
        public SoExceptionInfo ExceptionInfo;
        public SoExtraInfo ExtraInfo;
        public bool? Succeeded;
        public SoTimeZone TimeZone;
    }

    static class Client
    {
        const int Timeout = 20000; // milliseconds

        public static int Run(Uri url)
        {
            for (string line; (line = Console.ReadLine()) != null;)
            {
                Console.WriteLine(Call(url, line));
                Console.Out.Flush();
            }
            return 0;
        }

        static string Call(Uri url, string line)
        {
            XmlElement call = Account.Parse(line);
            string operation = call["operation"].InnerText;
            byte[] message = Message(operation, call["header"], call["arguments"]);
            using (HttpWebResponse answer = Post(url, Contract.Namespace + "/Messaging/" + operation, message))
            using (var reader = XmlDictionaryReader.CreateTextReader(answer.GetResponseStream(), XmlDictionaryReaderQuotas.Max))
            {
                return Read(reader, Contract.Type(operation + "Response"));
            }
        }

        static byte[] Message(string operation, XmlElement header, XmlElement arguments)
        {
            var blocks = (RequestHeader)Account.Read(header, typeof(RequestHeader));
            return Envelope.Write(w =>
            {
                if (blocks.ApplicationToken != null) Envelope.WriteBlock(w, "ApplicationToken", blocks.ApplicationToken);
                if (blocks.Credentials != null) Envelope.WriteBlock(w, "Credentials", blocks.Credentials);
                if (blocks.TimeZone != null) Envelope.WriteBlock(w, "TimeZone", blocks.TimeZone);
            }, w => Envelope.WriteObject(w, Account.Read(arguments, Contract.Type(operation))));
        }

        static HttpWebResponse Post(Uri url, string action, byte[] message)
        {
            var request = (HttpWebRequest)WebRequest.Create(url);
            request.Method = "POST";
            request.ContentType = "text/xml; charset=utf-8";
            request.Headers["SOAPAction"] = "\"" + action + "\"";
            request.Timeout = request.ReadWriteTimeout = Timeout;
            using (Stream body = request.GetRequestStream()) body.Write(message, 0, message.Length);
            try
            {
                return (HttpWebResponse)request.GetResponse();
            }
            catch (WebException e) when (e.Response != null) // a fault has status 500
            {
                return (HttpWebResponse)e.Response;
            }
        }

        static string Read(XmlDictionaryReader reader, Type response)
        {
            var header = new ResponseHeader();
            reader.MoveToContent();
            reader.ReadStartElement("Envelope", Envelope.Namespace);
            if (reader.IsStartElement("Header", Envelope.Namespace)) ReadHeader(reader, header);
            reader.ReadStartElement("Body", Envelope.Namespace);
            if (reader.IsStartElement("Fault", Envelope.Namespace)) return ReadFault(reader);
            object body = Envelope.Deserialize(new DataContractSerializer(response), reader);
            return "{\"header\":" + Account.Of(header) + ",\"body\":" + Account.Of(body) + "}";
        }

        static void ReadHeader(XmlDictionaryReader reader, ResponseHeader header)
        {
            reader.ReadStartElement();
            while (reader.IsStartElement())
            {
                switch (reader.LocalName)
                {
                    case "ExceptionInfo": header.ExceptionInfo = Envelope.Read<SoExceptionInfo>(reader); break;
                    case "ExtraInfo": header.ExtraInfo = Envelope.Read<SoExtraInfo>(reader); break;
                    case "Succeeded": header.Succeeded = Envelope.Read<bool>(reader); break;
                    case "TimeZone": header.TimeZone = Envelope.Read<SoTimeZone>(reader); break;
                    default: throw new InvalidDataException("unknown header block " + reader.LocalName);
                }
            }
            reader.ReadEndElement();
        }

        static string ReadFault(XmlDictionaryReader reader)
        {
            reader.ReadStartElement();
            string code = reader.ReadElementContentAsString("faultcode", "");
            string reason = reader.ReadElementContentAsString("faultstring", "");
            return "{\"fault\":" + Account.Of(new Dictionary<string, string> { { "code", code }, { "reason", reason } }) + "}";
        }
    }
}
