using System;

namespace Interop
{
    // A SOAP fault.
    class Fault : Exception
    {
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
            return Envelope.Write(null, w =>
            {
                w.WriteStartElement("s", "Fault", Envelope.Namespace);
                w.WriteStartElement("faultcode", "");
                string prefix = codeNamespace == Envelope.Namespace ? "s" : "a";
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
                    Envelope.WriteObject(w, Detail);
                    w.WriteEndElement();
                }
                w.WriteEndElement();
            });
        }
    }
}
