package dev.pollwatch.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import scala.tools.nsc.Main;

/** Compiles Scala code with the compiler that is in this JVM; the class files are what comes out. */
final class ScalaCompile {

    private static final String SOURCE = """
            package made

            sealed trait Tree[+A]
            case class Node[A](left: Tree[A], value: A, right: Tree[A]) extends Tree[A]
            case object Leaf extends Tree[Nothing]

            object Tree {
              def insert[A](tree: Tree[A], value: A)(implicit order: Ordering[A]): Tree[A] = tree match {
                case Leaf => Node(Leaf, value, Leaf)
                case Node(l, v, r) if order.lt(value, v) => Node(insert(l, value), v, r)
                case Node(l, v, r) if order.gt(value, v) => Node(l, v, insert(r, value))
                case same => same
              }
              def toList[A](tree: Tree[A]): List[A] = tree match {
                case Leaf => Nil
                case Node(l, v, r) => toList(l) ::: v :: toList(r)
              }
            }

            trait Shape { def area: Double; lazy val shown = f"$area%.3f" }
            class Circle(r: Double) extends Shape { def area = math.Pi * r * r }

            object Main {
              def primes: LazyList[Int] = {
                def sieve(s: LazyList[Int]): LazyList[Int] = s.head #:: sieve(s.tail.filter(_ % s.head != 0))
                sieve(LazyList.from(2))
              }
              def main(args: Array[String]): Unit = {
                var n = 0
                while (n < 10) { n += 1; if (n % 3 == 0) println(n) }
                for { i <- 1 to 5; j <- i to 5 if (i + j) % 2 == 0 } println(s"$i $j")
                println(Tree.toList(args.foldLeft(Tree.insert(Leaf, "m"): Tree[String])((t, a) => Tree.insert(t, a))))
                println(primes.take(20).mkString(","), new Circle(2).shown)
              }
            }
            """;

    private ScalaCompile() {}

    static void run(Results results) throws IOException {
        Path directory = Files.createTempDirectory("scala-compile");
        try {
            Path source = Files.writeString(directory.resolve("Made.scala"), SOURCE);
            Path classes = Files.createDirectory(directory.resolve("classes"));
            boolean compiled = Main.process(new String[] {"-usejavacp", "-d", classes.toString(), source.toString()});
            results.add(compiled);
            for (Path file : files(classes)) {
                results.add(classes.relativize(file));
                results.add(Files.readAllBytes(file));
            }
        } finally {
            List<Path> all = files(directory);
            for (Path file : all) {
                Files.delete(file);
            }
            try (Stream<Path> folders = Files.walk(directory)) {
                for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(folder);
                }
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
