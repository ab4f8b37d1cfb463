// One request and its answer: envelope, header blocks, body, faults.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;

namespace Interop
{
    // A SOAP fault.
    class Fault : Exception
    {
        public const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
        public const string Dispatcher = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher";
        public const string Addressing = "http://schemas.microsoft.com/ws/2005/05/addressing/none";

        readonly string codeNamespace, code;
        public object Detail;

        public Fault(string codeNamespace, string code, string reason) : base(reason)
        {
            this.codeNamespace = codeNamespace;
            this.code = code;
        }

        public byte[] Write()
        {
            return Exchange.Write(null, w =>
            {
                w.WriteStartElement("s", "Fault", Envelope);
                w.WriteStartElement("faultcode", "");
                string prefix = codeNamespace == Envelope ? "s" : "a";
                w.WriteXmlnsAttribute(prefix, codeNamespace);
                w.WriteString(prefix + ":" + code);
                w.WriteEndElement();
                w.WriteStartElement("faultstring", "");
                w.WriteXmlAttribute("lang", "en-US");
                w.WriteString(Message);
                w.WriteEndElement();
                if (Detail != null)
                {
                    w.WriteStartElement("detail", "");
                    new DataContractSerializer(Detail.GetType()).WriteObject(w, Detail);
                    w.WriteEndElement();
                }
                w.WriteEndElement();
            });
        }
    }

    // What the header of a request holds; Blocks has the names of all blocks.
    class RequestHeader
    {
        public string ApplicationToken;
        public SoCredentials Credentials;
        public SoTimeZone TimeZone;
        public List<string> Blocks = new List<string>();
    }

    class Exchange
    {
        const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

        readonly string action;
        readonly RequestHeader header = new RequestHeader();

        public Exchange(string action) { this.action = action; }

        // Answer reads a request and returns the answer to it. What is no envelope is
        // refused with status 400.
        public byte[] Answer(XmlDictionaryReader reader)
        {
            string notUnderstood = null;
            try
            {
                reader.MoveToContent();
                if (!reader.IsStartElement("Envelope", Fault.Envelope)) throw new HttpRefusal(400);
                reader.ReadStartElement();
                if (reader.IsStartElement("Header", Fault.Envelope)) notUnderstood = ReadHeader(reader);
                if (!reader.IsStartElement("Body", Fault.Envelope)) throw new HttpRefusal(400);
            }
            catch (XmlException)
            {
                throw new HttpRefusal(400);
            }
            Operation operation = Find();
            object request = ReadBody(reader, operation);
            if (notUnderstood != null) throw new Fault(Fault.Envelope, "MustUnderstand", "The header block " + notUnderstood + " was not understood.");

            var extra = new SoExtraInfo { { "header", Account.Of(header) }, { "body", Account.Of(request) } };
            try
            {
                return Write(w => WriteHeader(w, null, extra, true), w => WriteBody(w, operation.Reply(request)));
            }
            catch (Failure failure)
            {
                return Write(w => WriteHeader(w, failure.Info, extra, false), w => WriteBody(w, failure.Response));
            }
        }

        Operation Find()
        {
            const string prefix = Contract.Namespace + "/Messaging/";
            Operation operation = null;
            if (action.StartsWith(prefix, StringComparison.Ordinal)) Service.Operations.TryGetValue(action.Substring(prefix.Length), out operation);
            if (operation == null) throw new Fault(Fault.Addressing, "ActionNotSupported", "The action '" + action + "' is not one of this endpoint.");
            return operation;
        }

        // ReadHeader returns the name of a block that had to be understood and was not.
        string ReadHeader(XmlDictionaryReader reader)
        {
            string notUnderstood = null;
            bool empty = reader.IsEmptyElement;
            reader.Read();
            if (empty) return null;
            while (reader.IsStartElement())
            {
                string block = reader.LocalName;
                header.Blocks.Add(block);
                if (reader.IsStartElement("ApplicationToken", Contract.Namespace)) header.ApplicationToken = Read<string>(reader);
                else if (reader.IsStartElement("Credentials", Contract.Namespace)) header.Credentials = Read<SoCredentials>(reader);
                else if (reader.IsStartElement("TimeZone", Contract.Namespace)) header.TimeZone = Read<SoTimeZone>(reader);
                else
                {
                    string must = reader.GetAttribute("mustUnderstand", Fault.Envelope);
                    if (must == "1" || must == "true") notUnderstood = block;
                    reader.Skip();
                }
            }
            reader.ReadEndElement();
            return notUnderstood;
        }

        static T Read<T>(XmlDictionaryReader reader)
        {
            return (T)Deserialize(new DataContractSerializer(typeof(T), reader.LocalName, reader.NamespaceURI), reader);
        }

        static object ReadBody(XmlDictionaryReader reader, Operation operation)
        {
            var serializer = new DataContractSerializer(operation.Request);
            try
            {
                bool empty = reader.IsEmptyElement;
                reader.Read();
                if (empty || !serializer.IsStartObject(reader))
                    throw new Fault(Fault.Dispatcher, "InternalServiceFault", "The body is not that of the action.");
                object request = Deserialize(serializer, reader);
                while (reader.IsStartElement()) reader.Skip();
                reader.ReadEndElement(); // Body
                reader.ReadEndElement(); // Envelope
                return request;
            }
            catch (XmlException e)
            {
                throw new Fault(Fault.Dispatcher, "DeserializationFailed", e.Message);
            }
        }

        static object Deserialize(DataContractSerializer serializer, XmlDictionaryReader reader)
        {
            try
            {
                return serializer.ReadObject(reader, true);
            }
            catch (Exception e)
            {
                // Mono calls the serializer's readers by reflection, which wraps what they throw.
                while (e is System.Reflection.TargetInvocationException && e.InnerException != null) e = e.InnerException;
                throw new Fault(Fault.Dispatcher, "DeserializationFailed", e.Message);
            }
        }

        void WriteHeader(XmlDictionaryWriter w, SoExceptionInfo info, SoExtraInfo extra, bool succeeded)
        {
            WriteBlock(w, "ExceptionInfo", info);
            WriteBlock(w, "ExtraInfo", extra);
            WriteBlock(w, "Succeeded", succeeded);
            WriteBlock(w, "TimeZone", header.TimeZone);
        }

        static void WriteBlock(XmlDictionaryWriter w, string name, object value)
        {
            w.WriteStartElement("h", name, Contract.Namespace);
            if (value == null) w.WriteAttributeString("i", "nil", Xsi, "true");
            else
            {
                w.WriteXmlnsAttribute("", Contract.Namespace); // as WCF writes it
                w.WriteXmlnsAttribute("i", Xsi);
                new DataContractSerializer(value.GetType(), name, Contract.Namespace).WriteObjectContent(w, value);
            }
            w.WriteEndElement();
        }

        static void WriteBody(XmlDictionaryWriter w, object response)
        {
            new DataContractSerializer(response.GetType()).WriteObject(w, response);
        }

        // Write returns an envelope, without a Header where there is nothing to write one.
        public static byte[] Write(Action<XmlDictionaryWriter> header, Action<XmlDictionaryWriter> body)
        {
            var bytes = new MemoryStream();
            using (XmlDictionaryWriter w = XmlDictionaryWriter.CreateTextWriter(bytes, new UTF8Encoding(false), false))
            {
                w.WriteStartElement("s", "Envelope", Fault.Envelope);
                if (header != null)
                {
                    w.WriteStartElement("s", "Header", Fault.Envelope);
                    header(w);
                    w.WriteEndElement();
                }
                w.WriteStartElement("s", "Body", Fault.Envelope);
                body(w);
                w.WriteEndElement();
                w.WriteEndElement();
            }
            return bytes.ToArray();
        }
    }
}
