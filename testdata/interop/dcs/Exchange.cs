// One request to the server and its answer.
using System;
using System.Collections.Generic;
using System.Runtime.Serialization;
using System.Xml;

namespace Interop
{
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
                if (!reader.IsStartElement("Envelope", Envelope.Namespace)) throw new HttpRefusal(400);
                reader.ReadStartElement();
                if (reader.IsStartElement("Header", Envelope.Namespace)) notUnderstood = ReadHeader(reader);
                if (!reader.IsStartElement("Body", Envelope.Namespace)) throw new HttpRefusal(400);
            }
            catch (XmlException)
            {
                throw new HttpRefusal(400);
            }
            Operation operation = Find();
            object request = ReadBody(reader, operation);
            if (notUnderstood != null) throw new Fault(Envelope.Namespace, "MustUnderstand", "The header block " + notUnderstood + " was not understood.");

            var extra = new SoExtraInfo { { "header", Account.Of(header) }, { "body", Account.Of(request) } };
            try
            {
                return Envelope.Write(w => WriteHeader(w, null, extra, true), w => Envelope.WriteObject(w, operation.Reply(request)));
            }
            catch (Failure failure)
            {
                return Envelope.Write(w => WriteHeader(w, failure.Info, extra, false), w => Envelope.WriteObject(w, failure.Response));
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
                if (reader.IsStartElement("ApplicationToken", Contract.Namespace)) header.ApplicationToken = Envelope.Read<string>(reader);
                else if (reader.IsStartElement("Credentials", Contract.Namespace)) header.Credentials = Envelope.Read<SoCredentials>(reader);
                else if (reader.IsStartElement("TimeZone", Contract.Namespace)) header.TimeZone = Envelope.Read<SoTimeZone>(reader);
                else
                {
                    string must = reader.GetAttribute("mustUnderstand", Envelope.Namespace);
                    if (must == "1" || must == "true") notUnderstood = block;
                    reader.Skip();
                }
            }
            reader.ReadEndElement();
            return notUnderstood;
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
                object request = Envelope.Deserialize(serializer, reader);
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

        void WriteHeader(XmlDictionaryWriter w, SoExceptionInfo info, SoExtraInfo extra, bool succeeded)
        {
            Envelope.WriteBlock(w, "ExceptionInfo", info);
            Envelope.WriteBlock(w, "ExtraInfo", extra);
            Envelope.WriteBlock(w, "Succeeded", succeeded);
            Envelope.WriteBlock(w, "TimeZone", header.TimeZone);
        }
    }
}
