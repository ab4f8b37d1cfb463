// An account tells of a value, as JSON in ASCII: an object field by field, a list as
// an array, a dictionary as an object, flags as an array of names. Null stays apart
// from what is empty.
using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;

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
                AppendAll(json, '{', '}', ((IDictionary)value).Cast<DictionaryEntry>(), entry => AppendMember(json, (string)entry.Key, entry.Value));
            else if (value is IEnumerable)
                AppendAll(json, '[', ']', ((IEnumerable)value).Cast<object>(), item => Append(json, item));
            else
                AppendAll(json, '{', '}', value.GetType().GetFields(), (FieldInfo field) => AppendMember(json, field.Name, field.GetValue(value)));
        }

        static string[] Names(Enum flags)
        {
            return Convert.ToInt32(flags) == 0 ? new string[0] : flags.ToString().Split(new[] { ", " }, StringSplitOptions.None);
        }

        static void AppendAll<T>(StringBuilder json, char open, char close, System.Collections.Generic.IEnumerable<T> items, Action<T> append)
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
