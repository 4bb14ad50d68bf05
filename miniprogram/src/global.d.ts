/// <reference types="@tarojs/taro" />

declare module '*.svg' {
  const address: string
  export default address
}
declare module '*.scss'

/** Set by config/index.ts. */
declare const API_BASE: string

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
  }
}
