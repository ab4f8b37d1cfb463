// The Messaging contract of Services86 as data contracts. The members' order is the
// order on the wire; a base class comes first. A wrapper element is a data contract
// too, so that the serializer reads the whole body.
using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Interop
{
    static class Contract
    {
        public const string Namespace = "http://www.superoffice.net/ws/crm/NetServer/Services86";

        // Type is the type of a wrapper element.
        public static Type Type(string wrapper)
        {
            return System.Type.GetType("Interop." + wrapper, true);
        }
    }

    [Flags]
    [DataContract(Namespace = Contract.Namespace)]
    public enum ETableRight
    {
        [EnumMember] Select = 1,
        [EnumMember] Update = 2,
        [EnumMember] Insert = 4,
        [EnumMember] Delete = 8,
        [EnumMember] Filtering = 16,
        [EnumMember] RestrictedUpdate = 32,
    }

    [Flags]
    [DataContract(Namespace = Contract.Namespace)]
    public enum EFieldRight
    {
        [EnumMember] Read = 1,
        [EnumMember] Write = 2,
        [EnumMember] Unused1 = 4,
        [EnumMember] Unused2 = 8,
        [EnumMember] Unused3 = 16,
        [EnumMember] Unused4 = 32,
        [EnumMember] UIHintMandatory = 64,
        [EnumMember] UIHintReadOnly = 128,
        [EnumMember] UndefinedValue256 = 256,
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class TableRight
    {
        [DataMember(Order = 0)] public ETableRight Mask;
        [DataMember(Order = 1)] public string Reason;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class FieldRight
    {
        [DataMember(Order = 0)] public EFieldRight Mask;
        [DataMember(Order = 1)] public string Reason;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class FieldProperty
    {
        [DataMember(Order = 0)] public FieldRight FieldRight;
        [DataMember(Order = 1)] public string FieldType;
        [DataMember(Order = 2)] public int FieldLength;
    }

    [CollectionDataContract(Namespace = Contract.Namespace, ItemName = "FieldPropertyDictionaryKeyValuePair")]
    public class FieldPropertyDictionary : Dictionary<string, FieldProperty> { }

    [CollectionDataContract(Namespace = Contract.Namespace, ItemName = "StringKeyValuePair")]
    public class StringDictionary : Dictionary<string, string> { }

    [CollectionDataContract(Namespace = Contract.Namespace, ItemName = "ExtraInfoNameValuePair")]
    public class SoExtraInfo : Dictionary<string, string> { }

    [CollectionDataContract(Namespace = Contract.Namespace, ItemName = "SoExceptionInfoParametersKeyValuePair")]
    public class SoExceptionInfoParameters : Dictionary<string, string> { }

    [DataContract(Namespace = Contract.Namespace)]
    public class Carrier
    {
        [DataMember(Order = 0)] public TableRight TableRight;
        [DataMember(Order = 1)] public FieldPropertyDictionary FieldProperties;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class IncomingMessage : Carrier
    {
        [DataMember(Order = 0)] public string To;
        [DataMember(Order = 1)] public string From;
        [DataMember(Order = 2)] public string Content;
        [DataMember(Order = 3)] public string Format;
        [DataMember(Order = 4)] public string SessionKey;
        [DataMember(Order = 5)] public string Plugin;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class OutgoingMessage : Carrier
    {
        [DataMember(Order = 0)] public string From;
        [DataMember(Order = 1)] public string To;
        [DataMember(Order = 2)] public string Content;
        [DataMember(Order = 3)] public string Format;
        [DataMember(Order = 4)] public int ParentMessagingId;
        [DataMember(Order = 5)] public string SuggestedSessionKey;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class MessageDeliveryStatus : Carrier
    {
        [DataMember(Order = 0)] public int Status;
        [DataMember(Order = 1)] public string StatusDescription;
        [DataMember(Order = 2)] public int MessagingId;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class ProviderInfo : Carrier
    {
        [DataMember(Order = 0)] public string Name;
        [DataMember(Order = 1)] public string[] SupportedMessagingFormats;
        [DataMember(Order = 2)] public bool SupportsConfig;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SoCredentials
    {
        [DataMember(Order = 0)] public string Ticket;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SoTimeZone
    {
        [DataMember(Order = 0)] public int SoTimeZoneId;
        [DataMember(Order = 1)] public string SoTimeZoneLocationCode;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SoExceptionInfo
    {
        [DataMember(Order = 0)] public string Message;
        [DataMember(Order = 1)] public string StackTrace;
        [DataMember(Order = 2)] public string FriendlyText;
        [DataMember(Order = 3)] public string ExceptionType;
        [DataMember(Order = 4)] public string Source;
        [DataMember(Order = 5)] public SoExceptionInfo InnerException;
        [DataMember(Order = 6)] public SoExceptionInfoParameters Parameters;
    }

    // The wrapper elements of the operations.

    [DataContract(Namespace = Contract.Namespace)]
    public class CreateMessage
    {
        [DataMember(Order = 0)] public IncomingMessage IncomingMessage;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class CreateMessageResponse { }

    [DataContract(Namespace = Contract.Namespace)]
    public class GetDeliveryStatus
    {
        [DataMember(Order = 0)] public int[] MessagingIds;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class GetDeliveryStatusResponse
    {
        [DataMember(Order = 0)] public MessageDeliveryStatus[] Response;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SetDeliveryStatus
    {
        [DataMember(Order = 0)] public string Plugin;
        [DataMember(Order = 1)] public string ExternalMessageId;
        [DataMember(Order = 2)] public int Status;
        [DataMember(Order = 3)] public string StatusDescription;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SetDeliveryStatusResponse { }

    [DataContract(Namespace = Contract.Namespace)]
    public class SendMessages
    {
        [DataMember(Order = 0)] public string Plugin;
        [DataMember(Order = 1)] public OutgoingMessage[] OutgoingMessages;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SendMessagesResponse
    {
        [DataMember(Order = 0)] public MessageDeliveryStatus[] Response;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SendMessagesWithConfig
    {
        [DataMember(Order = 0)] public string Plugin;
        [DataMember(Order = 1)] public OutgoingMessage[] OutgoingMessages;
        [DataMember(Order = 2)] public StringDictionary Config;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class SendMessagesWithConfigResponse
    {
        [DataMember(Order = 0)] public MessageDeliveryStatus[] Response;
    }

    [DataContract(Namespace = Contract.Namespace)]
    public class GetPlugins { }

    [DataContract(Namespace = Contract.Namespace)]
    public class GetPluginsResponse
    {
        [DataMember(Order = 0)] public ProviderInfo[] Response;
    }
}
