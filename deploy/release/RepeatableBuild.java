import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * An agent in the JVM of the build, which takes the chance out of it: generated classes then have the same bytes each time.
 *
 * <ul>
 *   <li>{@code Set.of} and {@code Map.of} iterate in an order that differs from one JVM to the next; Qute generates branches in it.
 *   <li>{@code Class.getDeclaredMethods} returns methods in the order of the addresses at which the JVM has their names; Byte Buddy generates
 *       methods of Hibernate's proxies, and members of annotations, in it.
 *   <li>Byte Buddy names fields of Hibernate's proxies by a random text. The fields of a class differ by a further part of their names.
 *   <li>The steps of Quarkus' build run in several threads, and what they generate follows the order in which they end. With one thread
 *       ({@code -Dio.quarkus.builder.execution.maxPoolSize=1}) it does not, but a step that waits for a task in that thread never ends;
 *       so the thread that submits a task runs it.
 * </ul>
 */
final class RepeatableBuild implements ClassFileTransformer {
    private static final String COLLECTIONS = "java/util/ImmutableCollections";
    private static final List<String> ITERATORS = List.of("SetN$SetNIterator", "MapN$MapNIterator", "Set12", "Set12$1");
    private static final String RANDOM = "net/bytebuddy/utility/RandomString";
    private static final String EXECUTOR = "org/jboss/threads/EnhancedQueueExecutor";
    private static final ClassDesc CALLABLE = Callable.class.describeConstable().orElseThrow();
    private static final ClassFile FORMAT = ClassFile.of();

    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        for (String iterator : ITERATORS) {
            instrumentation.redefineClasses(changed(COLLECTIONS + "$" + iterator, RepeatableBuild::withoutSalt));
        }
        seeHere(instrumentation, Object.class.getModule());
        instrumentation.redefineClasses(changed("java/lang/Class", RepeatableBuild::withOrder));
        instrumentation.addTransformer(new RepeatableBuild());
    }

    /** Lets a module call this class, which the manifest of the agent adds to the boot class path. */
    private static void seeHere(Instrumentation instrumentation, Module module) {
        instrumentation.redefineModule(
                module, Set.of(RepeatableBuild.class.getModule()), Map.of(), Map.of(), Set.of(), Map.of());
    }

    private static ClassDefinition changed(String name, CodeTransform change) throws Exception {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            byte[] bytes = FORMAT.transformClass(
                    FORMAT.parse(in.readAllBytes()),
                    ClassTransform.transformingMethodBodies(change));
            return new ClassDefinition(Class.forName(name.replace('/', '.')), bytes);
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
        return switch (name) {
            case RANDOM ->
                FORMAT.transformClass(
                        FORMAT.parse(bytes),
                        ClassTransform.transformingMethods(
                                RepeatableBuild::isMake, MethodTransform.transformingCode(new Constant())));
            case EXECUTOR ->
                FORMAT.transformClass(FORMAT.parse(bytes), ClassTransform.endHandler(RepeatableBuild::addSubmit));
            case null, default -> null;
        };
    }

    /** Adds a method that runs a task before it returns. */
    private static void addSubmit(ClassBuilder builder) {
        ClassDesc future = FutureTask.class.describeConstable().orElseThrow();
        MethodTypeDesc type = MethodTypeDesc.of(Future.class.describeConstable().orElseThrow(), CALLABLE);
        builder.withMethodBody("submit", type, ClassFile.ACC_PUBLIC, code -> code.new_(future)
                .dup()
                .aload(1)
                .invokespecial(future, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, CALLABLE))
                .astore(2)
                .aload(2)
                .invokevirtual(future, "run", MethodTypeDesc.of(ConstantDescs.CD_void))
                .aload(2)
                .areturn());
    }

    /** Replaces what the order of iteration is computed from. */
    private static void withoutSalt(CodeBuilder builder, CodeElement element) {
        if (element instanceof FieldInstruction field
                && field.opcode() == Opcode.GETSTATIC
                && field.owner().asInternalName().equals(COLLECTIONS)
                && (field.name().equalsString("SALT32L") || field.name().equalsString("REVERSE"))) {
            if (field.name().equalsString("SALT32L")) {
                builder.loadConstant(0L);
            } else {
                builder.loadConstant(0);
            }
        } else {
            builder.with(element);
        }
    }

    /** Sorts the methods that the JVM returns. */
    private static void withOrder(CodeBuilder builder, CodeElement element) {
        builder.with(element);
        if (element instanceof InvokeInstruction call && call.name().equalsString("getDeclaredMethods0")) {
            ClassDesc methods = Method[].class.describeConstable().orElseThrow();
            builder.invokestatic(
                    ClassDesc.of(MethodOrder.class.getName()), "sort", MethodTypeDesc.of(methods, methods));
        }
    }

    /** The order of the methods of a class. It uses no reflection and no lambda, which would call it while it is made. */
    public static final class MethodOrder implements Comparator<Method> {
        private static final MethodOrder ORDER = new MethodOrder();

        public static Method[] sort(Method[] methods) {
            Arrays.sort(methods, ORDER);
            return methods;
        }

        @Override
        public int compare(Method one, Method other) {
            int byName = one.getName().compareTo(other.getName());
            return byName == 0 ? one.toString().compareTo(other.toString()) : byName;
        }
    }

    private static boolean isMake(MethodModel method) {
        return method.methodName().equalsString("make") && method.methodType().equalsString("()Ljava/lang/String;");
    }

    /** A method that returns the same text each time. */
    private static final class Constant implements CodeTransform {
        @Override
        public void accept(CodeBuilder builder, CodeElement element) {}

        @Override
        public void atEnd(CodeBuilder builder) {
            builder.loadConstant("constant").areturn();
        }
    }
}
