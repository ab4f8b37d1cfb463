using System;

namespace Interop
{
    static class Program
    {
        static int Main(string[] args)
        {
            if (args.Length == 1 && args[0] == "server") return Server.Run();
            if (args.Length == 3 && args[0] == "client") return Client.Run(new Uri(args[2]));
            Console.Error.WriteLine("usage: interop.exe server | client WSDL URL");
            return 2;
        }
    }
}
