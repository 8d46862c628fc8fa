globalThis.words = {
  "Another area": "其他区域",
  "Area {number}": "区域 {number}",
  "Connection lost, trying again…": "连接中断，正在重试…",
  "Copy link": "复制链接",
  "Eraser": "橡皮擦",
  "How much of the photo covers the painting, in per cent": "照片覆盖画作的比例（百分比）",
  "Link copied": "链接已复制",
  "Next picture": "下一张",
  "Picture before": "上一张",
  "The brush is down.": "已落笔。",
  "The brush is up.": "已抬笔。",
  "The last stroke is undone.": "已撤销上一笔。",
  "The server did not answer. Please press “Paint again” in a moment.": "服务器没有响应。请稍后点击“重新绘制”。",
  "The stroke is back.": "已恢复该笔。",
  "There is no connection just now. Please press “Paint again” when it is back.": "目前没有网络。恢复后请点击“重新绘制”。",
  "This was deleted, or the server cannot find it just now. Trying again…": "内容已被删除，或服务器暂时找不到。正在重试…",
  "Two pictures are taken, the photo and the style, and no more.": "只接收两张图片：照片和风格图，多余的未采用。"
};
