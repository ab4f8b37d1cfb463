// What the operations do. A status tells of its message as the serializer read it;
// a few values of Plugin ask for other answers.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Interop
{
    // A failure in NetServer's own form: HTTP 200, and headers that tell of it.
    // The operation may have a response all the same.
    class Failure : Exception
    {
        public readonly SoExceptionInfo Info;
        public readonly object Response;

        public Failure(SoExceptionInfo info, object response)
        {
            Info = info;
            Response = response;
        }
    }

    class Operation
    {
        public Type Request;
        public Func<object, object> Reply;

        public static Operation Of<T>(Func<T, object> reply)
        {
            return new Operation { Request = typeof(T), Reply = request => reply((T)request) };
        }
    }

    static class Service
    {
        public static readonly Dictionary<string, Operation> Operations = new Dictionary<string, Operation>
        {
            { "CreateMessage", Operation.Of<CreateMessage>(r => new CreateMessageResponse()) },
            { "GetDeliveryStatus", Operation.Of<GetDeliveryStatus>(r => new GetDeliveryStatusResponse { Response = Statuses(r.MessagingIds) }) },
            { "SetDeliveryStatus", Operation.Of<SetDeliveryStatus>(SetDeliveryStatus) },
            { "SendMessages", Operation.Of<SendMessages>(r => Send(r.Plugin, r.OutgoingMessages, s => new SendMessagesResponse { Response = s })) },
            { "SendMessagesWithConfig", Operation.Of<SendMessagesWithConfig>(r => Send(r.Plugin, r.OutgoingMessages, s => new SendMessagesWithConfigResponse { Response = s })) },
            { "GetPlugins", Operation.Of<GetPlugins>(r => new GetPluginsResponse { Response = Providers() }) },
        };

        static MessageDeliveryStatus[] Statuses(int[] ids)
        {
            return ids == null ? null : ids.Select(id => new MessageDeliveryStatus { Status = 3, MessagingId = id }).ToArray();
        }

        static ProviderInfo[] Providers()
        {
            return new[]
            {
                new ProviderInfo { Name = "Twilio SMS", SupportedMessagingFormats = new[] { "sms/160", "", null }, SupportsConfig = true },
                new ProviderInfo { Name = "", SupportedMessagingFormats = new string[0] },
                new ProviderInfo(),
            };
        }

        static object SetDeliveryStatus(SetDeliveryStatus request)
        {
            var response = new SetDeliveryStatusResponse();
            Refuse(request.Plugin, response);
            return response;
        }

        static object Send(string plugin, OutgoingMessage[] messages, Func<MessageDeliveryStatus[], object> wrap)
        {
            MessageDeliveryStatus[] statuses = messages == null ? null : messages.Select((m, i) => new MessageDeliveryStatus
            {
                Status = 1,
                MessagingId = 1001 + i,
                StatusDescription = Account.Of(m),
            }).ToArray();
            Refuse(plugin, wrap(plugin == "partial" ? statuses : null));
            switch (plugin)
            {
                case "null":
                    statuses = null;
                    break;
                case "empty":
                    statuses = new MessageDeliveryStatus[0];
                    break;
                case "nil item":
                    statuses = new[] { new MessageDeliveryStatus { MessagingId = 1 }, null, new MessageDeliveryStatus { MessagingId = 3 } };
                    break;
                case "rights":
                    statuses = new[] { WithRights() };
                    break;
                case "text":
                    statuses = new[]
                    {
                        "&<>\"' ]]> cr\r lf\n crlf\r\n tab\t  spaces ", "nbsp\u00a0 \u00e6\u00f8\u00e5 \u20ac \U0001f600", "", null,
                    }.Select(text => new MessageDeliveryStatus { StatusDescription = text }).ToArray();
                    break;
            }
            return wrap(statuses);
        }

        static MessageDeliveryStatus WithRights()
        {
            return new MessageDeliveryStatus
            {
                TableRight = new TableRight { Mask = ETableRight.Select | ETableRight.RestrictedUpdate, Reason = "not yours" },
                FieldProperties = new FieldPropertyDictionary
                {
                    { "Status", new FieldProperty
                        {
                            FieldRight = new FieldRight { Mask = EFieldRight.Read | EFieldRight.UndefinedValue256, Reason = "" },
                            FieldType = "int",
                            FieldLength = 4,
                        } },
                    { "Bare", new FieldProperty { FieldRight = new FieldRight() } },
                    { "Null", null },
                },
                Status = -1,
                StatusDescription = "with rights",
                MessagingId = int.MaxValue,
            };
        }

        static void Refuse(string plugin, object response)
        {
            switch (plugin)
            {
                case "fail":
                case "partial":
                    throw new Failure(new SoExceptionInfo
                    {
                        Message = "the gateway refused",
                        StackTrace = "   at Send()\r\n   at Main()",
                        FriendlyText = "Try <again> & later",
                        ExceptionType = "Interop.GatewayException",
                        Source = "Interop",
                        InnerException = new SoExceptionInfo
                        {
                            Message = "connection closed",
                            InnerException = new SoExceptionInfo { ExceptionType = "System.TimeoutException" },
                        },
                        Parameters = new SoExceptionInfoParameters { { "attempt", "1" }, { "empty", "" }, { "null", null } },
                    }, response);
                case "fail bare":
                    throw new Failure(null, response);
                case "fault":
                    throw new Fault(Fault.Dispatcher, "InternalServiceFault", "the service <failed> & gave up");
                case "detail":
                    throw new Fault(Envelope.Namespace, "Client", "see the detail") { Detail = new SoExceptionInfo { Message = "typed detail" } };
            }
        }
    }
}
