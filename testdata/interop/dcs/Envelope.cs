using System;
using System.IO;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;

namespace Interop
{
    // Reading and writing with Microsoft's serializer.
    static class Envelope
    {
        public const string Namespace = "http://schemas.xmlsoap.org/soap/envelope/";
        const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

        // Read reads the header block that the reader is at.
        public static T Read<T>(XmlDictionaryReader reader)
        {
            return (T)Deserialize(new DataContractSerializer(typeof(T), reader.LocalName, reader.NamespaceURI), reader);
        }

        public static object Deserialize(DataContractSerializer serializer, XmlDictionaryReader reader)
        {
            try
            {
                return serializer.ReadObject(reader, true);
            }
            catch (Exception e)
            {
                // Mono calls the serializer's readers by reflection, which wraps what they throw.
                while (e is TargetInvocationException && e.InnerException != null) e = e.InnerException;
                throw new Fault(Fault.Dispatcher, "DeserializationFailed", e.Message);
            }
        }

        // WriteBlock writes a header block as WCF does.
        public static void WriteBlock(XmlDictionaryWriter w, string name, object value)
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

        // WriteObject writes what goes into a body or a detail.
        public static void WriteObject(XmlDictionaryWriter w, object value)
        {
            new DataContractSerializer(value.GetType()).WriteObject(w, value);
        }

        // Write returns an envelope; it has no Header where header is null.
        public static byte[] Write(Action<XmlDictionaryWriter> header, Action<XmlDictionaryWriter> body)
        {
            var bytes = new MemoryStream();
            using (XmlDictionaryWriter w = XmlDictionaryWriter.CreateTextWriter(bytes, new UTF8Encoding(false), false))
            {
                w.WriteStartElement("s", "Envelope", Namespace);
                if (header != null)
                {
                    w.WriteStartElement("s", "Header", Namespace);
                    header(w);
                    w.WriteEndElement();
                }
                w.WriteStartElement("s", "Body", Namespace);
                body(w);
                w.WriteEndElement();
                w.WriteEndElement();
            }
            return bytes.ToArray();
        }
    }
}
