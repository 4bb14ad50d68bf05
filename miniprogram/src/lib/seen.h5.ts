/** Whether somebody can see the page: a browser keeps running those in tabs behind. */
export const isSeen = (): boolean => !document.hidden
