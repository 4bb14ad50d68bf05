/** The SDK's own settings, by the file they stand in: the package's name leads to settings.ts in a bundle. */
declare module '*/@smithy/core/dist-es/submodules/config/index.js'
