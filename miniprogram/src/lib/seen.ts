/** Whether somebody can see the page: WeChat hides an app that nobody looks at, and tells its pages so. */
export const isSeen = (): boolean => true
