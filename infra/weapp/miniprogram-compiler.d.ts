declare module 'miniprogram-compiler' {
  /** The body of a function that returns `$gwx`. @throws with the compiler's words. */
  export function wxmlToJs(root: string, options?: { maxBuffer?: number }): string
}
