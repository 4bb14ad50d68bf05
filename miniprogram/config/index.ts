import { dirname, resolve } from 'node:path'

const SHARED = resolve(__dirname, '../../shared')

/** Packages that ship syntax too new for old phones: Taro must compile them like our own sources. */
const isTooNew = (file: string) => /node_modules[\\/](zod|zustand|uqr|chart\.js|@kurkle)[\\/]/.test(file)

/** Where the WeChat build finds the API. The H5 build asks `/config.json` instead, so that one build serves everywhere. */
const API_BASE = process.env.TARO_APP_API_BASE ?? 'http://localhost:3000'

/** npm may nest this one below miniprogram/, where the hoisted taro-h5 does not look. */
const REACT_PLUGIN = dirname(require.resolve('@tarojs/plugin-framework-react/package.json'))

const target = process.env.TARO_ENV ?? 'weapp'

export default {
  projectName: 'gonghui',
  designWidth: 375,
  deviceRatio: { 640: 1.17, 750: 1, 375: 2, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${target}`,
  framework: 'react',
  plugins: ['@tarojs/plugin-html', resolve(__dirname, 'aria.ts')],
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  alias: { '@tarojs/plugin-framework-react': REACT_PLUGIN },
  defineConstants: { API_BASE: JSON.stringify(API_BASE) },
  mini: {
    compile: { include: [SHARED, __dirname, isTooNew] },
    imageUrlLoaderOption: { limit: 1 },
    // Each component's styles stand on their own, so their order says nothing.
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true }, cssModules: { enable: false } },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: [SHARED, isTooNew] },
    imageUrlLoaderOption: { limit: 1 },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    // Taro's own default quotes private names (`#x` → `#"x"`): the build is green and the page blank.
    terser: { enable: true, config: { output: { quote_keys: false } } },
    postcss: {
      autoprefixer: { enable: true },
      // A fixed root size: without it a desktop browser shows everything twice as large.
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 20, maxRootSize: 20 } },
      cssModules: { enable: false },
    },
  },
}
