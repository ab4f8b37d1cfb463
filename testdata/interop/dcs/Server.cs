// Serves the Messaging contract on the loopback interface, under two paths: at the
// root with the limits that WCF has by itself, under /big with large ones. Messages are
// read and written by Microsoft's DataContractSerializer and XML reader; HTTP and
// envelope are treated as WCF's BasicHttpBinding treats them.
//
// Prints "READY" and the root's URL when it listens, and serves until it is killed.
using System;
using System.IO;
using System.Net;
using System.Text;
using System.Threading;
using System.Xml;

namespace Interop
{
    // An answer that WCF's HTTP layer gives, without a body.
    class HttpRefusal : Exception
    {
        public readonly int Status;

        public HttpRefusal(int status) { Status = status; }
    }

    static class Server
    {
        const string Path = "/Remote/Services86/Messaging.svc";
        const int DefaultLimit = 64 << 10, BigLimit = 64 << 20;

        public static int Run()
        {
            string root;
            HttpListener listener = Listen(out root);
            Console.WriteLine("READY " + root);
            Console.Out.Flush();
            while (true)
            {
                HttpListenerContext context = listener.GetContext();
                ThreadPool.QueueUserWorkItem(state => Serve(context));
            }
        }

        // HttpListener can't choose a free port by itself.
        static HttpListener Listen(out string root)
        {
            var random = new Random();
            for (int attempt = 0; ; attempt++)
            {
                root = "http://127.0.0.1:" + random.Next(20000, 60000);
                var listener = new HttpListener();
                listener.Prefixes.Add(root + "/");
                try
                {
                    listener.Start();
                    return listener;
                }
                catch (Exception e) when ((e is HttpListenerException || e is System.Net.Sockets.SocketException) && attempt < 50) { }
            }
        }

        static void Serve(HttpListenerContext context)
        {
            HttpListenerResponse answer = context.Response;
            try
            {
                byte[] body = new byte[0];
                try
                {
                    body = Answer(context.Request);
                    answer.ContentType = "text/xml; charset=utf-8";
                }
                catch (Fault fault)
                {
                    answer.StatusCode = 500;
                    answer.ContentType = "text/xml; charset=utf-8";
                    body = fault.Write();
                }
                catch (HttpRefusal refusal)
                {
                    answer.StatusCode = refusal.Status;
                }
                answer.ContentLength64 = body.Length;
                answer.OutputStream.Write(body, 0, body.Length);
                answer.Close();
            }
            catch (Exception e)
            {
                Console.Error.WriteLine(e);
                answer.Abort();
            }
        }

        static byte[] Answer(HttpListenerRequest request)
        {
            bool big = request.Url.AbsolutePath == "/big" + Path;
            if (!big && request.Url.AbsolutePath != Path) throw new HttpRefusal(404);
            if (request.HttpMethod != "POST") throw new HttpRefusal(405);
            byte[] message = Read(request, big ? BigLimit : DefaultLimit);
            CheckContentType(request.ContentType);
            string action = request.Headers["SOAPAction"] ?? "";
            if (action.Length >= 2 && action.StartsWith("\"") && action.EndsWith("\"")) action = action.Substring(1, action.Length - 2);
            XmlDictionaryReaderQuotas quotas = big ? XmlDictionaryReaderQuotas.Max : new XmlDictionaryReaderQuotas();
            return new Exchange(action).Answer(XmlDictionaryReader.CreateTextReader(message, 0, message.Length, Encoding.UTF8, quotas, null));
        }

        static byte[] Read(HttpListenerRequest request, int limit)
        {
            var message = new MemoryStream();
            var chunk = new byte[16 << 10];
            for (int n; (n = request.InputStream.Read(chunk, 0, chunk.Length)) > 0;)
            {
                message.Write(chunk, 0, n);
                if (message.Length > limit) throw new HttpRefusal(413);
            }
            return message.ToArray();
        }

        static void CheckContentType(string contentType)
        {
            System.Net.Mime.ContentType type;
            try
            {
                type = new System.Net.Mime.ContentType(contentType);
            }
            catch (Exception)
            {
                throw new HttpRefusal(415);
            }
            bool utf8 = type.CharSet == null || type.CharSet.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
            if (!utf8 || !type.MediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase)) throw new HttpRefusal(415);
        }
    }
}
