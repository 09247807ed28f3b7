package dev.pollwatch.workload;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Indexes made-up texts, deletes some, merges, and searches with each kind of query that the parser knows. */
final class LuceneSearch {

    private static final int TEXTS = 2000;

    private static final List<String> QUERIES = List.of(
            "bace",
            "bace OR nopu",
            "+raka -zuzu",
            "\"mile seti\"~4",
            "kal*",
            "f?g*",
            "tiva~2",
            "[baba TO cece]",
            "(lemi AND dino)^2 pura");

    private LuceneSearch() {}

    static void run(Results results) throws IOException, ParseException {
        Random random = new Random(11);
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
            config.setMergeScheduler(new SerialMergeScheduler());
            config.setMaxBufferedDocs(200);
            config.setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (int id = 0; id < TEXTS; id++) {
                    writer.addDocument(document(id, Words.some(random, 5 + random.nextInt(60))));
                }
                for (int id = 0; id < TEXTS; id += 17) {
                    writer.deleteDocuments(new Term("id", Integer.toString(id)));
                }
                writer.commit();
                search(directory, results);
                writer.forceMerge(1);
            }
            search(directory, results);
        }
    }

    private static Document document(int id, String text) {
        Document document = new Document();
        document.add(new StringField("id", Integer.toString(id), Field.Store.YES));
        document.add(new TextField("text", text, Field.Store.YES));
        document.add(new IntPoint("length", text.length()));
        return document;
    }

    private static void search(ByteBuffersDirectory directory, Results results) throws IOException, ParseException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (String text : QUERIES) {
                show(searcher, new QueryParser("text", new EnglishAnalyzer()).parse(text), results);
            }
            show(searcher, IntPoint.newRangeQuery("length", 100, 140), results);
        }
    }

    private static void show(IndexSearcher searcher, Query query, Results results) throws IOException {
        results.add(query);
        for (ScoreDoc hit : searcher.search(query, 50).scoreDocs) {
            results.add(searcher.storedFields().document(hit.doc).get("id") + " " + hit.score);
        }
    }
}
