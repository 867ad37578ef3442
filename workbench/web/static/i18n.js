// Streamlit 1.67 has no language setting. Its built-in words are exchanged as they appear; text that our
// pages or a student wrote is left alone, because only a node that is one of these phrases as a whole counts.
(() => {
  "use strict";
  const WORDS = {
    "Running...": "运行中…", "Running": "运行中", "Stop": "停止", "Rerun": "重新运行", "Always rerun": "总是重新运行",
    "Connecting": "正在连接…", "CONNECTING": "正在连接…", "Connecting to Streamlit server": "正在连接服务器",
    "Unable to connect to Streamlit server": "连接不上服务器", "Connection error": "连接出错",
    "Reconnected to server.": "已重新连上服务器。", "Please wait...": "请稍候…", "Error": "出错",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接断了，请等它自动连上后再试。",
    "Streamlit server is not responding. Are you connected to the internet?": "服务器没有回应，请检查网线或无线网络。",
    "Press Enter to apply": "按回车确定", "Press Ctrl+Enter to apply": "按 Ctrl+回车确定",
    "Press ⌘+Enter to apply": "按 ⌘+回车确定", "Press Enter to submit form": "按回车提交",
    "Press Ctrl+Enter to submit form": "按 Ctrl+回车提交", "Press ⌘+Enter to submit form": "按 ⌘+回车提交",
    "Choose an option": "请选择", "Choose options": "请选择", "Choose or add an option": "选择或新增一项",
    "Choose or add options": "选择或新增", "Add an option": "新增一项", "Add options": "新增",
    "No options to select": "没有可选的", "No options": "没有可选的", "No results": "没有找到", "Select all": "全选",
    "Select...": "请选择", "Clear value": "清除", "Clear all": "全部清除", "Clear selection": "取消选择",
    "Clear entry": "清除", "Selected values": "已选", "All selected options have been cleared.": "已全部清除。",
    "Multiselect options": "选项", "Selectbox options": "选项", "Open": "展开",
    "Show password": "显示密码", "Hide password": "隐藏密码",
    "Show password text": "显示密码", "Hide password text": "隐藏密码",
    "Increment": "加", "Decrement": "减", "Invalid input.": "填写的内容不对。",
    "Number is above the allowed range.": "数字太大了。", "Number is below the allowed range.": "数字太小了。",
    "Upload": "上传", "Upload directories": "上传文件夹", "Add files": "添加文件", "Browse files": "选择文件",
    "Drag and drop a file here": "把文件拖到这里", "Drag and drop files here": "把文件拖到这里",
    "Drag and drop directories here": "把文件夹拖到这里", "Too many files": "文件太多",
    "Only one file is allowed.": "只能传一个文件。", "Upload failed": "上传失败", "Click to retry upload": "点这里重传",
    "File size is too small.": "文件太小。", "Unexpected error. Please try again.": "出了意外，请再试一次。",
    "Fullscreen": "全屏", "Enter fullscreen": "全屏", "Close fullscreen": "退出全屏", "View fullscreen": "全屏",
    "Exit fullscreen": "退出全屏", "Expand sidebar": "展开侧栏", "Collapse sidebar": "收起侧栏",
    "Download as CSV": "下载 CSV", "Download as PNG": "下载图片", "Download as SVG": "下载 SVG",
    "Search": "查找", "Close Search": "关闭查找", "Next Result": "下一个", "Previous Result": "上一个",
    "Show/hide columns": "显示或隐藏列", "Add row": "加一行", "Delete row(s)": "删除所选行",
    "Sort ascending": "升序", "Sort descending": "降序", "Autosize": "自动列宽", "Pin column": "固定这一列",
    "Unpin column": "取消固定", "Hide column": "隐藏这一列", "Copy column name": "复制列名", "Format": "格式",
    "Statistics": "统计", "Automatic": "自动", "Localized": "本地格式", "Plain": "原样", "Compact": "缩写",
    "Percent": "百分比", "Scientific": "科学记数", "Accounting": "会计", "Minimum": "最小", "Maximum": "最大",
    "Average": "平均", "Median": "中位数", "Sum": "合计", "Distinct": "不同的值", "Empty": "空的", "empty": "空",
    "No data": "没有数据", "No content": "没有内容", "Failed to load data": "数据没有读到", "Incompatible value": "值的类型不对",
    "Cancel (Escape)": "取消（Esc）", "Edit": "编辑", "Dataframe column menu": "列菜单", "Button action menu": "菜单",
    "Close": "关闭", "Dismiss": "关闭", "file upload": "上传文件", "Show data": "显示数据", "Cancel": "取消", "Copy": "复制", "Copied": "已复制", "Copy to clipboard": "复制",
    "Expand": "展开", "Collapse": "收起", "Loading": "载入中", "Link to heading": "本节链接", "Skip to main content": "跳到正文",
    "Page not found": "没有这个页面", "App pages": "页面", "Main menu": "菜单", "Navigate to home page": "回到首页",
    "The page that you have requested does not seem to exist": "您要的页面不存在",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "您要的页面不存在，已打开首页。",
    "View more": "展开更多", "View less": "收起", "Scroll tabs left": "向左", "Scroll tabs right": "向右",
    "Get help": "帮助", "Report a bug": "报告问题", "About": "关于", "Print": "打印", "Settings": "设置",
    "Clear cache": "清缓存", "Record screen": "录屏", "Light": "浅色", "Dark": "深色", "System": "跟随系统",
    "Use system setting": "跟随系统", "Choose date": "选日期", "Choose date range": "选日期范围", "Clear date": "清除日期",
    "Clear time": "清除时间", "Script execution error": "页面出错",
    "Download plot as a png": "下载图片", "Download plot as a PNG": "下载图片", "Zoom": "缩放", "Pan": "平移",
    "Zoom in": "放大", "Zoom out": "缩小", "Autoscale": "自动范围", "Reset axes": "还原", "Box Select": "框选",
    "Lasso Select": "套索",
  };
  const SHAPES = [
    [/^(\d+(?:\.\d+)?)\s?([KMG]B) per file(.*)$/, (m) => `每个文件最多 ${m[1]} ${m[2]}${m[3].replace(/^\s*[•·,]\s*/, "，")}`],
    [/^Limit (\d+(?:\.\d+)?)\s?([KMG]B) per file(.*)$/, (m) => `每个文件最多 ${m[1]} ${m[2]}${m[3].replace(/^\s*[•·,]\s*/, "，")}`],
    [/^File must be (.+) or smaller\.?$/, (m) => `文件不能超过 ${m[1]}。`],
    [/^File is larger than (.+)$/, (m) => `文件超过 ${m[1]}`],
    [/^Add: (.+)$/, (m) => `新增：${m[1]}`],
    [/^Remove (.+)$/, (m) => `移除 ${m[1]}`],
    [/^Select (\d+) matches$/, (m) => `选中 ${m[1]} 项`],
    [/^View (\d+) more$/, (m) => `再显示 ${m[1]} 项`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, (m) => `最多选 ${m[1]} 项，请先去掉一项。`],
  ];
  const ATTRIBUTES = ["placeholder", "aria-label", "title", "alt", "data-title"];
  const OURS = "[data-no-i18n], [data-testid=stMarkdownContainer], [data-testid=stBidiComponent], textarea, [contenteditable]";

  const THEIRS = "[data-testid=stFileUploaderDropzone]"; // its button's word is set as Markdown

  function isOurs(element) {
    const ours = element.closest(OURS);
    return ours !== null && ours.closest(THEIRS) === null;
  }

  function chinese(text) {
    const plain = text.trim();
    if (plain === "" || plain.length > 160) return null;
    if (Object.hasOwn(WORDS, plain)) return text.replace(plain, WORDS[plain]);
    for (const [shape, words] of SHAPES) {
      const found = shape.exec(plain);
      if (found) return words(found);
    }
    return null;
  }

  function exchange(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement && isOurs(node.parentElement)) return;
      const words = chinese(node.nodeValue);
      if (words !== null && words !== node.nodeValue) node.nodeValue = words;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "SCRIPT" || node.tagName === "STYLE") return;
    attributes(node);
    if (isOurs(node)) return;
    for (const child of node.childNodes) exchange(child);
  }

  function attributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const words = value === null ? null : chinese(value);
      if (words !== null && words !== value) element.setAttribute(name, words);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(exchange);
      else if (change.type === "characterData") exchange(change.target);
      else attributes(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  exchange(document.documentElement);
})();
