const INSIDE = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge 浏览器'],
  [/Firefox\//, '火狐浏览器'],
  [/Chrome\//, 'Chrome 浏览器'],
  [/Safari\//, 'Safari 浏览器'],
] as const

const ON = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/OpenHarmony|HarmonyOS/, '鸿蒙手机'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, 'Mac'],
] as const

const firstOf = (words: readonly (readonly [RegExp, string])[], agent: string): string | undefined =>
  words.find(([pattern]) => pattern.test(agent))?.[1]

/** `微信・iPhone`: what a person knows a device by. What the phone says of itself is for showing, never for deciding. */
export function deviceOf(agent: string): string {
  const known = [firstOf(INSIDE, agent), firstOf(ON, agent)].filter((word) => word !== undefined)
  return known.length > 0 ? known.join('・') : '未知设备'
}
