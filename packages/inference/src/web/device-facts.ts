/** What this device can do, probed once; plain data, so that tests can invent devices. */
export interface DeviceFacts {
  readonly webgpu: GpuFacts | undefined;
  /** WebAssembly SIMD, without which the runtime does not start at all. */
  readonly simd: boolean;
  /** Shared memory is allowed (the page is cross-origin isolated). */
  readonly threads: boolean;
  readonly processors: number;
  /** Rough memory of the device in GiB, where the browser tells. */
  readonly memoryGiB: number | undefined;
}

export interface GpuFacts {
  readonly shaderF16: boolean;
  /** A software adapter: correct, and far slower than the processor path. */
  readonly software: boolean;
  readonly name: string;
}

/** `(module (func (result v128) i32.const 0 i8x16.splat))`: validates only where SIMD exists. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

let probed: Promise<DeviceFacts> | undefined;

/** Looks once; later calls get the same frozen answer. Never throws: what cannot be asked is absent. */
export function probeDevice(): Promise<DeviceFacts> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<DeviceFacts> {
  const { hardwareConcurrency, deviceMemory } = navigator as {
    hardwareConcurrency?: number;
    deviceMemory?: number;
  };
  return Object.freeze({
    webgpu: await probeGpu(),
    simd: WebAssembly.validate(SIMD_MODULE),
    threads: globalThis.crossOriginIsolated === true,
    processors: Math.max(1, hardwareConcurrency ?? 1),
    memoryGiB: deviceMemory,
  });
}

async function probeGpu(): Promise<GpuFacts | undefined> {
  const gpu = (navigator as { gpu?: Gpu }).gpu;
  try {
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return undefined;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ');
    return Object.freeze({
      shaderF16: adapter.features.has('shader-f16'),
      software: isFallbackAdapter === true || /swiftshader|llvmpipe|basic render/i.test(name),
      name,
    });
  } catch {
    return undefined;
  }
}

/** The little of WebGPU that is asked here; the runtime speaks to the rest. */
interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<{
    readonly features: ReadonlySet<string>;
    readonly info: {
      readonly vendor: string;
      readonly architecture: string;
      readonly description: string;
      readonly isFallbackAdapter?: boolean;
    };
  } | null>;
}
