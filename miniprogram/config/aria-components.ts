/**
 * What a screen reader is told. Taro's template lets only listed attributes through to WeChat, and lists none of
 * these. React's `role` is WeChat's `aria-role`: the template reads the one and writes the other.
 */
export const ariaComponents = {
  View: { 'aria-label': '', 'aria-role': 'i.role', 'aria-checked': '' },
}
