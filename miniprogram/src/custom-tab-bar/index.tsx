/**
 * WeChat demands this component for a custom tab bar and keeps one per page. Ours is drawn by each tab page
 * (`ui/tab-bar`), inside the page's theme, so this one is empty.
 */
export default function CustomTabBar() {
  return null
}
