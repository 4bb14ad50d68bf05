import { resolve } from 'node:path'
import { ariaComponents } from './aria-components'

/** As much of Taro's plug-ins as this one touches, where the platform is a mini-program. */
interface Platform {
  readonly template?: { mergeComponents(ctx: Ctx, components: object): void }
  runtimePath: string | string[]
}
interface Ctx {
  registerMethod(method: { readonly name: string; readonly fn: (platform: Platform) => void }): void
}

/** A plug-in of Taro's: carries `aria-*` and `role` into the WeChat build. */
export default (ctx: Ctx) =>
  ctx.registerMethod({
    name: 'onSetupClose',
    fn: (platform) => {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, ariaComponents)
      platform.runtimePath = [platform.runtimePath, resolve(__dirname, 'aria-runtime.ts')].flat()
    },
  })
