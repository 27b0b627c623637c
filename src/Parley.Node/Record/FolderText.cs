using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>What lies beside a record that was written out: for what it may be used, and how it is checked.</summary>
internal static class FolderText
{
    public const string Name = "README.txt";

    public static string Of(string self, Peer peer) =>
        $"""
            The joint record of {self} and {peer.Code}: every entry of both, with checkpoints and receipts.

            USE
              What was said in a request is used only for the purpose stated in that request. Handling codes and
              traffic lights stand in its items and in the answers ("handling"), limits on use in the answers
              ("useLimits") and in entries of the type request.use-limited; what was not validated (request.validated)
              is restricted. They go with whatever is taken out of this folder.

            CHECK
              parley-verify FOLDER
              This text is not part of what is proven.

            ------------------------------------------------------------------------

            {self} 与 {peer.Code} 的共同记录：双方全部条目及其检查点和回执。

            用途
              请求中所述内容仅用于该请求载明的目的。处理代码和交通灯标记见请求各项及答复（handling），使用限制
              见答复（useLimits）和 request.use-limited 类条目；未获确认的（request.validated）限制使用。从本文件夹
              取出的任何内容均受其约束。

            核验
              parley-verify 文件夹
              本说明不属于被证明的内容。

            """.ReplaceLineEndings("\n");
}
