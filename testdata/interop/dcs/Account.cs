// An account tells of a value, as JSON in ASCII: an object field by field, a list as
// an array, a dictionary as an object, flags as an array of names. Null stays apart
// from what is empty.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace Interop
{
    static class Account
    {
        public static string Of(object value)
        {
            var json = new StringBuilder();
            Append(json, value);
            return json.ToString();
        }

        static void Append(StringBuilder json, object value)
        {
            if (value == null) json.Append("null");
            else if (value is string) AppendText(json, (string)value);
            else if (value is bool) json.Append((bool)value ? "true" : "false");
            else if (value is int) json.Append(((int)value).ToString(CultureInfo.InvariantCulture));
            else if (value is Enum) AppendAll(json, '[', ']', Names((Enum)value), name => AppendText(json, name));
            else if (value is IDictionary)
                AppendAll(json, '{', '}', ((IDictionary)value).Keys.Cast<string>(), key => AppendMember(json, key, ((IDictionary)value)[key]));
            else if (value is IEnumerable)
                AppendAll(json, '[', ']', ((IEnumerable)value).Cast<object>(), item => Append(json, item));
            else
                AppendAll(json, '{', '}', value.GetType().GetFields(), (FieldInfo field) => AppendMember(json, field.Name, field.GetValue(value)));
        }

        // Parse reads JSON as a tree of elements, in the form that Microsoft's JSON reader
        // gives it: names that XML can't have stand in an attribute item.
        public static XmlElement Parse(string json)
        {
            var document = new XmlDocument { PreserveWhitespace = true };
            document.Load(JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max));
            return document.DocumentElement;
        }

        // Read makes a value of an account of it.
        public static object Read(XmlElement json, Type type)
        {
            List<XmlElement> children = json.ChildNodes.OfType<XmlElement>().ToList();
            if (json.GetAttribute("type") == "null") return null;
            if (type == typeof(string)) return json.InnerText;
            if (type == typeof(bool)) return json.InnerText == "true";
            if (type == typeof(int)) return int.Parse(json.InnerText, CultureInfo.InvariantCulture);
            if (type.IsEnum) return children.Count == 0 ? Enum.ToObject(type, 0) : Enum.Parse(type, string.Join(",", children.Select(c => c.InnerText)));
            if (type.IsArray)
            {
                var array = Array.CreateInstance(type.GetElementType(), children.Count);
                for (int i = 0; i < children.Count; i++) array.SetValue(Read(children[i], type.GetElementType()), i);
                return array;
            }
            object value = Activator.CreateInstance(type);
            var dictionary = value as IDictionary;
            foreach (XmlElement child in children)
            {
                string name = child.HasAttribute("item") ? child.GetAttribute("item") : child.LocalName;
                if (dictionary != null) dictionary[name] = Read(child, type.BaseType.GetGenericArguments()[1]);
                else type.GetField(name).SetValue(value, Read(child, type.GetField(name).FieldType));
            }
            return value;
        }

        static string[] Names(Enum flags)
        {
            return Convert.ToInt32(flags) == 0 ? new string[0] : flags.ToString().Split(new[] { ", " }, StringSplitOptions.None);
        }

        static void AppendAll<T>(StringBuilder json, char open, char close, IEnumerable<T> items, Action<T> append)
        {
            json.Append(open);
            bool first = true;
            foreach (T item in items)
            {
                if (!first) json.Append(',');
                first = false;
                append(item);
            }
            json.Append(close);
        }

        static void AppendMember(StringBuilder json, string name, object value)
        {
            AppendText(json, name);
            json.Append(':');
            Append(json, value);
        }

        static void AppendText(StringBuilder json, string text)
        {
            json.Append('"');
            foreach (char c in text)
            {
                if (c < ' ' || c > '~' || c == '"' || c == '\\') json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                else json.Append(c);
            }
            json.Append('"');
        }
    }
}
